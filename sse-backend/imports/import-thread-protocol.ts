import type { ReadBatch } from './batch-gatherer.ts';

/** How far the thread is ahead of what is stored: enough that the log never waits, little enough to hold in memory. */
export const MOST_BATCHES_AHEAD = 80;
export const MOST_BYTES_AHEAD = 4 * 1024 * 1024;

/** What the thread tells; each batch that is stored is answered with a message, which stands for one more. */
export type ThreadMessage =
  | { readonly kind: 'batch'; readonly batch: ReadBatch }
  /** There is nothing more to read. */
  | { readonly kind: 'read' }
  | { readonly kind: 'unreadable'; readonly reason: string };
