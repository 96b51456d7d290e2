import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Contender, Running } from './contender.ts';

/** The load as it is run. */
export interface Load {
  /** As it was compiled. */
  readonly program: string;
  /** Ends it before it is done. */
  readonly signal?: AbortSignal;
}

/** What the load is told: the options of load/options.h, by their names there without dashes. */
export type LoadOptions = Readonly<Record<string, number | string>>;

/** Its phases: all streams are open; it has warmed up; it is done. It waits in each until what hears of it is done too. */
export type LoadPhase = 'open' | 'warm' | 'done';

/** Durations in µs. */
interface Quantiles {
  readonly p50: number;
  readonly p99: number;
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
  /** Reads that brought events: fewer than those where several came in one piece. */
  readonly reads: number;
  readonly seconds: number;
  /** Its own, of one core. */
  readonly cpuShare: number;
  readonly firstId: string;
}

/** Puts the load on a server. @throws Error when it fails: a refused stream, a lost server, or when it is ended */
export async function runLoad(
  { program, signal }: Load,
  { postHeader = '' }: Pick<Contender, 'postHeader'>,
  { port }: Pick<Running, 'port'>,
  options: LoadOptions,
  onPhase: (phase: LoadPhase) => void | Promise<void> = () => {},
): Promise<LoadResult> {
  const args = Object.entries({ port, 'post-header': postHeader, ...options }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], signal });
  let result: LoadResult | undefined;
  let cause: unknown;
  child.on('error', (error) => (cause = error));
  child.stdin.on('error', (error) => (cause = error));
  try {
    for await (const line of createInterface(child.stdout)) {
      const said = JSON.parse(line) as { readonly phase: LoadPhase } | LoadResult;
      if ('phase' in said) {
        await onPhase(said.phase);
        child.stdin.write('\n');
      } else {
        result = said;
      }
    }
  } finally {
    // Whoever hears of a phase may fail, as when the server has died.
    child.kill('SIGKILL');
  }
  if (!result) throw new Error(`The load failed, with ${args.join(' ')}`, { cause });
  return result;
}
