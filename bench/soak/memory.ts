import { setTimeout as passed } from 'node:timers/promises';
import { median } from '../../e2e/server-memory.ts';
import { residentBytes } from '../process-use.ts';

/** Bytes: in the middle third of the time in which it was looked at, in the last, and what they grew by in a minute of both. */
export interface Memory {
  readonly warm: number;
  readonly end: number;
  readonly perMinute: number;
}

const LOOK_EVERY_MS = 1000;

/** Looks at what a process takes; in the first third its caches may still fill. */
export async function lookAtMemory(pid: number, seconds: number): Promise<Memory> {
  const looks: number[] = [];
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await passed(LOOK_EVERY_MS)) {
    looks.push(residentBytes(pid));
  }
  const third = Math.ceil(looks.length / 3);
  return {
    warm: median(looks.slice(third, 2 * third)),
    end: median(looks.slice(2 * third)),
    perMinute: slope(looks.slice(third)) * (60_000 / LOOK_EVERY_MS),
  };
}

/** What the line through some values rises by from one to the next, by least squares. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const sum = (of: (value: number, index: number) => number) =>
    values.reduce((total, value, index) => total + of(value, index), 0);
  return sum((value, index) => (index - middle) * value) / sum((_, index) => (index - middle) ** 2);
}
