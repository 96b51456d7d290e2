import { Worker } from 'node:worker_threads';
import type { ReadBatch } from './batch-gatherer.ts';
import type { ReadOrder } from './import-batches.ts';
import type { ThreadMessage } from './import-thread-protocol.ts';

/** How one go at a file ended: all of it is stored; there is no reading on; the import stands elsewhere; it was stopped. */
export type RunEnd =
  | { readonly kind: 'read' }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'stale' }
  | { readonly kind: 'stopped' };

/**
 * Megabytes of the thread's heap. V8 would let it grow to a share of the machine's memory before it cleans up; less than
 * this, and rows as long as they may be wouldn't fit.
 */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 16 };

/**
 * Reads a file in a thread of its own and has its batches stored, several at a time and in order. When it resolves, the
 * thread is gone and nothing is being stored; stopped, it doesn't wait for the storage. @throws what `append` threw, and
 * what the thread died of
 */
export async function runImport(
  order: ReadOrder,
  append: (batch: ReadBatch) => Promise<'stored' | 'stale'>,
  signal: AbortSignal,
): Promise<RunEnd> {
  if (signal.aborted) return { kind: 'stopped' };
  const { promise, resolve, reject } = Promise.withResolvers<RunEnd>();
  const worker = new Worker(new URL('./import-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: RESOURCE_LIMITS,
  });
  const storing = new Set<Promise<void>>();
  const store = async (batch: ReadBatch): Promise<void> => {
    try {
      if ((await append(batch)) === 'stale') resolve({ kind: 'stale' });
      else worker.postMessage('stored');
    } catch (error) {
      reject(error);
    }
  };
  const take = (message: ThreadMessage) => {
    if (message.kind !== 'batch') return void Promise.all(storing).then(() => resolve(message));
    const stored = store(message.batch).finally(() => storing.delete(stored));
    storing.add(stored);
  };
  const stop = () => {
    storing.clear();
    resolve({ kind: 'stopped' });
  };
  worker.on('message', take).on('error', reject);
  worker.on('exit', () => reject(new Error('the thread ended before the file did')));
  signal.addEventListener('abort', stop);
  try {
    return await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    worker.off('message', take);
    await worker.terminate();
    await Promise.all(storing);
  }
}
