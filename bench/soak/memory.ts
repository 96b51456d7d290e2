import { setTimeout as passed } from 'node:timers/promises';
import { median } from '../../e2e/server-memory.ts';
import { residentBytes } from '../fanout/process-use.ts';

/** Bytes, in the middle third of the time in which it was looked at, and in the last. */
export interface Memory {
  readonly middle: number;
  readonly last: number;
}

const LOOK_EVERY_MS = 1000;

/** Looks at what a process takes; in the first third its caches may still fill. */
export async function lookAtMemory(pid: number, seconds: number): Promise<Memory> {
  const looks: number[] = [];
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await passed(LOOK_EVERY_MS)) {
    looks.push(residentBytes(pid));
  }
  const third = Math.ceil(looks.length / 3);
  return { middle: median(looks.slice(third, 2 * third)), last: median(looks.slice(2 * third)) };
}
