// The thread that writes to the access file, so that the event loop never waits for a sync.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { describeFailure, type Failure } from '../sqlite/failure.ts';
import { openAccessDatabase } from './access-database.ts';
import { AccessWriter, type AccessChange } from './access-writer.ts';

/** The command line holds the file for milliseconds; a request waits for so long before it is refused. */
const PATIENCE_MS = 2000;

const port = parentPort as MessagePort;
let writer: AccessWriter | undefined;
// At once: opened later, it could be another file under the same name.
tryTo(open);

port.on('message', (message: readonly AccessChange[] | 'close') => {
  port.postMessage(tryTo(() => (message === 'close' ? writer?.close() : open().commit(message))));
});

/** Opening is repeated by the next change when it failed: another process may have held the file. */
function open(): AccessWriter {
  if (writer) return writer;
  const database = openAccessDatabase(workerData as string);
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}`);
  return (writer = new AccessWriter(database));
}

/** Why it failed; undefined when it didn't. */
function tryTo(work: () => unknown): Failure | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return describeFailure(error);
  }
}
