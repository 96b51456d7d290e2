import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Pages in a WAL; both are -1 in memory, where there is none. */
interface WalPages {
  readonly log: number;
  /** How many of them have been copied into the file. */
  readonly checkpointed: number;
}

/** Looks how much of the WAL isn't in the file yet. */
export class Wal {
  readonly #look: StatementSync;

  constructor(database: DatabaseSync) {
    // [spec] https://www.sqlite.org/pragma.html#pragma_wal_checkpoint: NOOP copies nothing, and returns how much was copied. It
    // needs SQLite 3.51; Node 24.15, the oldest we run on, has 3.51.3. An older SQLite would take it for PASSIVE.
    this.#look = database.prepare('PRAGMA wal_checkpoint(NOOP)');
  }

  look(): WalPages {
    return this.#look.get() as unknown as WalPages;
  }

  /** Pages that are still to be copied; 0 in memory. */
  pages(): number {
    const { log, checkpointed } = this.look();
    return log - checkpointed;
  }
}
