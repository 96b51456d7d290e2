// The thread that copies the WAL into the log's file.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { describeFailure, type Failure } from '../sqlite/failure.ts';
import { openForCheckpoints } from './database.ts';

const port = parentPort as MessagePort;
const database = openForCheckpoints(workerData as string);

port.on('message', () => port.postMessage(checkpoint()));
port.postMessage('open');

/** Returns why the pages could not be copied; no commit fails for that reason, so nothing else would report it. */
function checkpoint(): Failure | undefined {
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    return undefined;
  } catch (error) {
    return describeFailure(error);
  }
}
