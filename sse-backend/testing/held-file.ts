import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** The state of a connection between its first lock and its commit, for 100 ms. */
const HOLD = `
  import { DatabaseSync } from 'node:sqlite';
  import { parentPort, workerData } from 'node:worker_threads';
  const database = new DatabaseSync(workerData);
  database.exec('BEGIN IMMEDIATE');
  parentPort.postMessage('held');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  database.close();
`;

/** Resolves when another thread has locked an SQLite file, which it releases a moment later, also while this thread is blocked. */
export async function holdBriefly(file: string): Promise<void> {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(HOLD)}`), { workerData: file });
  await once(worker, 'message');
}
