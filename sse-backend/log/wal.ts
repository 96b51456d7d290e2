import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Pages (4 KiB) in the WAL from which on they are copied into the file. */
export const CHECKPOINT_PAGES = 1000;

/** From so many on the writer copies what is left by itself, so that the WAL is bounded should commits never pause. */
export const MOST_WAL_PAGES = 4 * CHECKPOINT_PAGES;

/** Looks how much of the WAL isn't in the file yet. */
export class Wal {
  readonly #look: StatementSync;

  constructor(database: DatabaseSync) {
    // [spec] https://www.sqlite.org/pragma.html#pragma_wal_checkpoint: NOOP copies nothing, and returns how much was copied. It
    // needs SQLite 3.51; Node 24.15, the oldest we run on, has 3.51.3. An older SQLite would take it for PASSIVE.
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

/** Bytes of the WAL's file from which on an operator is warned: after a burst it keeps up to 64 MiB (`journal_size_limit`). */
const LARGE_BYTES = 256 * 1024 * 1024;

/** Follows the size of the WAL's file, and warns once each time that it has become large. */
export class WalSize {
  readonly #onLarge: (bytes: number) => void;
  #bytes = 0;

  constructor(onLarge: (bytes: number) => void) {
    this.#onLarge = onLarge;
  }

  /** Bytes on disk; 0 in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  get isLarge(): boolean {
    return this.#bytes >= LARGE_BYTES;
  }

  see(bytes: number): void {
    const wasLarge = this.isLarge;
    this.#bytes = bytes;
    if (this.isLarge && !wasLarge) this.#onLarge(bytes);
  }
}
