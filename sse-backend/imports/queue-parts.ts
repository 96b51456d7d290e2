import type { ImportOutcome } from '../contract/import.ts';
import type { Actor } from '../log/pending-audit-entries.ts';
import type { ImportBatch, ImportJob } from '../log/import-shapes.ts';

/** What the queue needs of the log's imports. All throw AppError where the log can't store, or has no time. */
export interface QueueBook {
  /** Oldest first. */
  unfinished(): Promise<readonly ImportJob[]>;
  begin(id: string): Promise<void>;
  append(batch: ImportBatch): Promise<'stored' | 'stale'>;
  /** `false` when it was over or unknown. */
  end(id: string, end: { outcome: ImportOutcome; reason?: string }, actor?: Actor): Promise<boolean>;
  find(id: string): Promise<ImportJob | undefined>;
}

/** What the queue needs of the files that were sent. */
export interface QueueFiles {
  pathOf(id: string): string;
  remove(id: string): Promise<void>;
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
  /** Bytes that can still be written on their disk, which is the log's. */
  freeBytes(): Promise<number>;
}

/** The clock by which rows are checked. */
export interface QueueClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whether a time too far ahead is the server's fault, as far as can be told. */
  isServerBehind(): boolean;
}

/** What the queue works with. */
export interface QueueParts {
  readonly book: QueueBook;
  readonly files: QueueFiles;
  readonly clock: QueueClock;
  /** Told when an import runs into a problem, not of every try again. */
  readonly onFailure: (error: unknown) => void;
}
