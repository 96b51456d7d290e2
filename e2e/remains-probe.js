// Loaded into a server by `--import`: at SIGUSR2 it collects garbage and writes what is left to the file of TEST_REMAINS.
import { renameSync, writeFileSync } from 'node:fs';

const file = process.env.TEST_REMAINS;

process.on('SIGUSR2', () => {
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  writeFileSync(
    `${file}.part`,
    JSON.stringify({ heapUsed, external, rss, resources: process.getActiveResourcesInfo() }),
  );
  renameSync(`${file}.part`, file);
});
