import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Pages (4 KiB) in the WAL from which on they are copied into the file. */
export const CHECKPOINT_PAGES = 1000;

/** From so many on the writer copies what is left by itself, so that the WAL is bounded should commits never pause. */
export const MOST_WAL_PAGES = 4 * CHECKPOINT_PAGES;

/** Looks how much of the WAL isn't in the file yet. */
export class Wal {
  readonly #look: StatementSync;

  constructor(database: DatabaseSync) {
    // [spec] https://www.sqlite.org/pragma.html#pragma_wal_checkpoint: NOOP copies nothing, and tells how far copying is.
    this.#look = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  /** Pages that are still to be copied; 0 in memory, where there is no WAL. */
  pages(): number {
    const { log, checkpointed } = this.#look.get() as unknown as {
      readonly log: number;
      readonly checkpointed: number;
    };
    return log - checkpointed;
  }
}
