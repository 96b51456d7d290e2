import type { ImportBatch } from '../log/import-shapes.ts';

/** Batches that the thread is ahead of what is stored: enough that the log never waits, few enough to hold in memory. */
export const MOST_AHEAD = 16;

/** What the thread tells; each batch that is stored is answered with a message, which stands for one more. */
export type ThreadMessage =
  | { readonly kind: 'batch'; readonly batch: ImportBatch }
  /** There is nothing more to read. */
  | { readonly kind: 'read' }
  | { readonly kind: 'unreadable'; readonly reason: string };
