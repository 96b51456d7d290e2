// Loaded into a server before its own code: on SIGUSR2 it writes the event loop's delay since the last time, in ms.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 5;

const file = process.env['LOOP_DELAY_FILE'];
if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on('SIGUSR2', () => {
    // Node counts the interval at which it looks as part of the delay.
    writeFileSync(`${file}.part`, String(Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS)));
    renameSync(`${file}.part`, file);
    delay.reset();
  });
}
