import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Contender, Running } from './contender.ts';

/** What the load is told: the options of load/options.h, by their names there without dashes. */
export type LoadOptions = Readonly<Record<string, number | string>>;

/** Its phases: all streams are open; it has warmed up; it is done. It waits in each until what hears of it is done too. */
export type LoadPhase = 'open' | 'warm' | 'done';

/** Durations in µs. */
interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** What the load counted between `warm` and `done`. */
export interface LoadResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly delivered: number;
  readonly missing: number;
  readonly duplicates: number;
  readonly lost: number;
  /** From when an event was due. */
  readonly latencyUs: Quantiles;
  /** From sending a request to its answer. */
  readonly answeredUs: Quantiles;
  readonly bytes: number;
  readonly seconds: number;
  /** Its own, of one core. */
  readonly cpuShare: number;
  readonly firstId: string;
}

/** Compiles the load into a folder; gives the program. @throws Error where there is no C compiler */
export function compileLoad(folder: string): string {
  const program = join(folder, 'load');
  const sources = globSync('*.c', { cwd: join(import.meta.dirname, 'load') });
  const { status, error } = spawnSync('cc', ['-O2', '-o', program, ...sources], {
    cwd: join(import.meta.dirname, 'load'),
    stdio: 'inherit',
  });
  if (status !== 0)
    throw new Error('The load could not be compiled: it needs Linux and a C compiler, as `cc`.', { cause: error });
  return program;
}

/** Puts the load on a server. @throws Error when it fails: a refused stream, a lost server */
export async function runLoad(
  program: string,
  { postHeader = '' }: Pick<Contender, 'postHeader'>,
  { port }: Pick<Running, 'port'>,
  options: LoadOptions,
  onPhase: (phase: LoadPhase) => void | Promise<void> = () => {},
): Promise<LoadResult> {
  const args = Object.entries({ port, 'post-header': postHeader, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let result: LoadResult | undefined;
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line) as { readonly phase: LoadPhase } | LoadResult;
    if ('phase' in said) {
      await onPhase(said.phase);
      child.stdin.write('\n');
    } else {
      result = said;
    }
  }
  if (!result) throw new Error(`The load failed, with ${args.join(' ')}`);
  return result;
}
