import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { NewestTimes } from './newest-times.ts';
import type { NewReading } from './shapes.ts';
import { TagMemory } from './tag-memory.ts';

/** The reading that already stands under an identity. */
export interface StoredIdentity {
  readonly sequence: number;
  readonly data: string;
}

/** Who a reading is: (RFID, TakenAt). Finds the reading that was stored under an identity, and gives out free ones. */
export class Identity {
  readonly #select: StatementSync;
  readonly #newest: NewestTimes;
  /** Per tag the run of milliseconds just given out: without it, 5,000 readings at once would search 5,000² times. */
  readonly #runs = new TagMemory<{ readonly from: number; readonly to: number }>();

  constructor(database: DatabaseSync) {
    this.#select = database.prepare(
      `SELECT sequence, data FROM events WHERE rfid = ? AND taken_at = ? UNION ALL
       SELECT sequence, data FROM people WHERE rfid = ? AND taken_at = ? LIMIT 1`,
    );
    this.#newest = new NewestTimes(database);
  }

  /** A person's latest reading is found even when retention has removed it from the log. */
  find(rfid: string, takenAtMs: number): StoredIdentity | undefined {
    if (takenAtMs > this.#newest.of(rfid)) return undefined;
    return this.#select.get(rfid, takenAtMs, rfid, takenAtMs) as StoredIdentity | undefined;
  }

  /** Nothing that was stored, or comes earlier in the list, can have the identity of any of these readings. */
  areAllNew(readings: readonly NewReading[]): boolean {
    const newest = new Map<string, number>();
    return readings.every(({ rfid, takenAtMs }) => {
      if (takenAtMs === undefined) return true;
      const isNew = takenAtMs > (newest.get(rfid) ?? this.#newest.of(rfid));
      newest.set(rfid, takenAtMs);
      return isNew;
    });
  }

  /** A reading has been stored under an identity. */
  take(rfid: string, takenAtMs: number): void {
    this.#newest.add(rfid, takenAtMs);
  }

  /** The next millisecond from `nowMs` on that is free for the tag and not `reserved`; the caller takes it. */
  nextFree(rfid: string, nowMs: number, reserved: ReadonlySet<string>): number {
    const run = this.#runs.get(rfid);
    const continues = run !== undefined && run.from <= nowMs && nowMs <= run.to + 1;
    let free = continues ? run.to + 1 : nowMs;
    while (reserved.has(identityKey(rfid, free)) || this.find(rfid, free)) free += 1;
    this.#runs.set(rfid, { from: continues ? run.from : nowMs, to: free });
    return free;
  }

  /** After a rollback nothing of what was given out is taken. */
  forget(): void {
    this.#runs.clear();
  }
}

/** An identity as the key of a set or map. */
export function identityKey(rfid: string, takenAtMs: number): string {
  return `${takenAtMs} ${rfid}`;
}
