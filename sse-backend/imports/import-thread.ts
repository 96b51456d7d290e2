// The thread in which an import's file is read and checked, so that the streams never wait for it.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { importBatches, isUnreadable, type ReadOrder } from './import-batches.ts';
import { MOST_AHEAD, type ThreadMessage } from './import-thread-protocol.ts';

const port = parentPort as MessagePort;
let ahead = 0;
let onStored = () => {};
port.on('message', () => {
  ahead -= 1;
  onStored();
});

try {
  for await (const batch of importBatches(workerData as ReadOrder, Date.now)) {
    tell({ kind: 'batch', batch });
    ahead += 1;
    while (ahead >= MOST_AHEAD) await new Promise<void>((resolve) => (onStored = resolve));
  }
  tell({ kind: 'read' });
} catch (error) {
  if (!isUnreadable(error)) throw error;
  tell({ kind: 'unreadable', reason: error.message });
}

function tell(message: ThreadMessage): void {
  port.postMessage(message);
}
