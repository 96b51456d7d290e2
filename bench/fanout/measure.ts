import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cpuSeconds, machineCpuSeconds, residentBytes } from '../process-use.ts';
import type { Contender, Running } from './contender.ts';
import { runLoad, type Load, type LoadOptions, type LoadPhase, type LoadResult } from './load.ts';

/** How long and how large: half an hour, three minutes, or a moment, which shows that everything works and measures nothing. */
export type Size = 'full' | 'quick' | 'tiny';

/** What all measurements share. */
export interface Bench extends Load {
  /** For what servers store; each gets a folder of its own in it. */
  readonly folder: string;
  readonly size: Size;
  readonly signal: AbortSignal;
}

/** What a server did with a load, and what that cost it. */
export interface Measured {
  readonly result: LoadResult;
  /** Between `warm` and `done`. */
  readonly cpuSeconds: number;
  /** What other programs of the machine took meanwhile, of one core: they disturb. */
  readonly othersShare: number;
  /** Of the server, before anybody had connected, and in each phase. */
  readonly residentBytes: Readonly<Record<LoadPhase | 'before', number>>;
}

/** Starts a server for as long as it is used. */
export async function withRunning<T>(
  bench: Bench,
  contender: Contender,
  use: (running: Running) => Promise<T>,
  environment: readonly string[] = [],
): Promise<T> {
  const folder = mkdtempSync(join(bench.folder, 'server-'));
  const running = await contender.start(folder, environment);
  try {
    return await use(running);
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Puts a load on a server that runs; `onPhase` is waited for before anything is looked at. */
export async function measure(
  bench: Bench,
  contender: Contender,
  running: Running,
  options: LoadOptions,
  onPhase: (phase: LoadPhase) => Promise<void> | void = () => {},
): Promise<Measured> {
  const cpu = { open: 0, warm: 0, done: 0 };
  const machine = { open: 0, warm: 0, done: 0 };
  const memory = { before: residentBytes(running.pid), open: 0, warm: 0, done: 0 };
  const result = await runLoad(bench, contender, running, options, async (phase) => {
    // First the time, as looking at the memory takes some.
    cpu[phase] = cpuSeconds(running.pid);
    machine[phase] = machineCpuSeconds();
    await onPhase(phase);
    memory[phase] = residentBytes(running.pid);
    if (phase !== 'warm') return;
    cpu.warm = cpuSeconds(running.pid);
    machine.warm = machineCpuSeconds();
  });
  const ofServer = cpu.done - cpu.warm;
  const ofOthers = machine.done - machine.warm - ofServer - result.cpuShare * result.seconds;
  return {
    result,
    cpuSeconds: ofServer,
    othersShare: Math.max(0, ofOthers / result.seconds),
    residentBytes: memory,
  };
}

/** The same on a server of its own. */
export function measureFresh(bench: Bench, contender: Contender, options: LoadOptions): Promise<Measured> {
  return withRunning(bench, contender, (running) => measure(bench, contender, running, options));
}
