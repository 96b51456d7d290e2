import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TagMemory } from './tag-memory.ts';

/**
 * The newest TakenAt of each tag, of live and imported readings alike. Nearly every reading is newer than all of its tag, and
 * is known to be new without a look into the file. After a rollback, or when retention has removed rows, what is remembered is
 * later than what is there: then a look is taken that wouldn't have to be.
 */
export class NewestTimes {
  readonly #select: StatementSync;
  readonly #known = new TagMemory<number>();

  constructor(database: DatabaseSync) {
    this.#select = database.prepare(
      `SELECT (SELECT taken_at FROM events WHERE rfid = ? AND taken_at IS NOT NULL ORDER BY taken_at DESC LIMIT 1) AS kept,
              (SELECT taken_at FROM people WHERE rfid = ?) AS latest`,
    );
  }

  /** Milliseconds since 1970, not before any TakenAt under which a reading of the tag can be found; `-Infinity` for a new tag. */
  of(rfid: string): number {
    return this.#known.get(rfid) ?? this.#remember(rfid, this.#read(rfid));
  }

  /** A reading has been stored. */
  add(rfid: string, takenAtMs: number): void {
    if (takenAtMs > this.of(rfid)) this.#remember(rfid, takenAtMs);
  }

  #read(rfid: string): number {
    const { kept, latest } = this.#select.get(rfid, rfid) as Readonly<Record<'kept' | 'latest', number | null>>;
    return Math.max(kept ?? -Infinity, latest ?? -Infinity);
  }

  #remember(rfid: string, takenAtMs: number): number {
    this.#known.set(rfid, takenAtMs);
    return takenAtMs;
  }
}
