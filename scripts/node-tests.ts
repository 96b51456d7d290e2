import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { ROOT } from './processes.ts';

/** How many tests of a suite had each outcome. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Test files that run at the same time. Browser tests mostly wait for reconnects, so two files for a core keep it busy.
 */
export const FILES_AT_ONCE = 2 * availableParallelism();

const MINUTE_MS = 60_000;

/**
 * Maximum time without the end of any test. Tests have no time limits, which a slow machine would exceed; a run in which
 * nothing ends any more is stopped here.
 */
const STALLED_AFTER_MS = 10 * MINUTE_MS;

/**
 * Runs test files, each in a process, and prints a report. `isFullScale` allows single tests an hour. Stops all of them, and
 * names those that have not ended, when none ends for that long.
 */
export async function runNodeTests(files: readonly string[], isFullScale: boolean): Promise<Tally> {
  const stalledAfterMs = isFullScale ? 60 * MINUTE_MS : STALLED_AFTER_MS;
  const stalled = new AbortController();
  const running = new Set<string>();
  const stop = () => {
    const names = [...running].join(', ');
    console.error(`No test has ended for ${stalledAfterMs / MINUTE_MS} minutes. Stopping; still running: ${names}.`);
    stalled.abort();
  };
  const timer = setTimeout(stop, stalledAfterMs);
  // The server's code is compiled once for the hundreds of processes that run it: 0.3 s of CPU for a start instead of 0.5 s.
  process.env['NODE_COMPILE_CACHE'] ??= join(ROOT, 'node_modules', '.cache', 'node');
  const events = run({ files, concurrency: FILES_AT_ONCE, signal: stalled.signal });
  let tally: Tally = { passed: 0, failed: 1, skipped: 0 };
  events
    .on('test:dequeue', ({ name }) => running.add(name))
    .on('test:complete', ({ name }) => {
      running.delete(name);
      timer.refresh();
    })
    .on('test:summary', ({ file, counts, success }) => {
      // The summary without a file is that of the whole run.
      if (file !== undefined) return;
      const { passed, skipped, tests } = counts;
      tally = { passed, skipped, failed: Math.max(success ? 0 : 1, tests - passed - skipped) };
    });
  try {
    for await (const text of events.compose(spec)) process.stdout.write(text as string);
  } finally {
    clearTimeout(timer);
  }
  return tally;
}
