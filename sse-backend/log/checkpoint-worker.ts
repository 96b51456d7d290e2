// The thread that copies the WAL into the log's file.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { openForCheckpoints } from './database.ts';

const port = parentPort as MessagePort;
const database = openForCheckpoints(workerData as string);

port.on('message', () => port.postMessage(checkpoint()));
port.postMessage('open');

/** A disk that fails is told by the next commit, which somebody waits for. */
function checkpoint(): 'copied' | 'failed' {
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    return 'copied';
  } catch {
    return 'failed';
  }
}
