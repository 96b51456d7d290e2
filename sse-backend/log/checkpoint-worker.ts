// The thread that copies the WAL into the log's file.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { describeFailure } from '../sqlite/failure.ts';
import { Wal } from '../sqlite/wal.ts';
import type { Checkpointed } from './checkpointer.ts';
import { openForCheckpoints } from './database.ts';

const port = parentPort as MessagePort;
const database = openForCheckpoints(workerData as string);
const wal = new Wal(database);

port.on('message', () => port.postMessage(checkpoint()));
port.postMessage('open');

/** No commit fails because the pages can't be copied, so nothing else would report that. */
function checkpoint(): Checkpointed {
  try {
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    // SQLite syncs the file only with the last page of the WAL: while commits add pages, a disk that fails goes unnoticed.
    return wal.pages() === 0 ? 'copied' : 'partly';
  } catch (error) {
    return describeFailure(error);
  }
}
