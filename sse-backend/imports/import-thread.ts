// The thread in which an import's file is read and checked, so that the streams never wait for it.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { importBatches, isUnreadable, type ReadOrder } from './import-batches.ts';
import { MOST_BATCHES_AHEAD, MOST_BYTES_AHEAD, type ThreadMessage } from './import-thread-protocol.ts';

const port = parentPort as MessagePort;
/** The sizes of the batches that are not stored yet, in bytes. */
const ahead: number[] = [];
let bytesAhead = 0;
let onStored = () => {};
port.on('message', () => {
  bytesAhead -= ahead.shift() ?? 0;
  onStored();
});

try {
  for await (const batch of importBatches(workerData as ReadOrder)) {
    // Once it is told, its rows are no longer here.
    const bytes = batch.rows.length;
    tell({ kind: 'batch', batch }, [batch.rows.buffer]);
    ahead.push(bytes);
    bytesAhead += bytes;
    while (isFarAhead()) await new Promise<void>((resolve) => (onStored = resolve));
  }
  tell({ kind: 'read' });
} catch (error) {
  if (!isUnreadable(error)) throw error;
  tell({ kind: 'unreadable', reason: error.message });
}

function isFarAhead(): boolean {
  return ahead.length >= MOST_BATCHES_AHEAD || bytesAhead >= MOST_BYTES_AHEAD;
}

function tell(message: ThreadMessage, moved: ArrayBuffer[] = []): void {
  port.postMessage(message, moved);
}
