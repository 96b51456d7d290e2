import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { nextEpisode, type Episode, type Rules, type Status } from '../contract/status.ts';
import type { Alarms } from './alarms.ts';
import type { IncomingReading } from './content.ts';
import { TagMemory } from './tag-memory.ts';

/** A person's latest reading and where the person stands with it. */
export interface Person extends Episode {
  readonly sequence: number;
  readonly takenAtMs: number;
}

/** A person's row. */
interface LatestReading extends Person {
  readonly rfid: string;
  readonly storedAt: number;
  readonly data: string;
}

/** Everyone's latest reading and episode, written once in each transaction that stores readings of theirs. */
export class People {
  readonly #select: StatementSync;
  readonly #upsert: StatementSync;
  readonly #alarms: Alarms;
  readonly #rules: Rules;
  readonly #known = new TagMemory<Person>();
  /** Those whose latest reading is of this transaction. */
  readonly #changed = new Map<string, LatestReading>();

  constructor(database: DatabaseSync, alarms: Alarms, rules: Rules) {
    this.#alarms = alarms;
    this.#rules = rules;
    this.#select = database.prepare('SELECT sequence, taken_at, status, since, alarm FROM people WHERE rfid = ?');
    this.#upsert = database.prepare(`INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rfid) DO UPDATE SET
         sequence = excluded.sequence, taken_at = excluded.taken_at, stored_at = excluded.stored_at, data = excluded.data,
         status = excluded.status, since = excluded.since, alarm = excluded.alarm`);
  }

  find(rfid: string): Person | undefined {
    const known = this.#changed.get(rfid) ?? this.#known.get(rfid);
    if (known) return known;
    const row = this.#select.get(rfid);
    if (!row) return undefined;
    const person: Person = {
      sequence: Number(row['sequence']),
      takenAtMs: Number(row['taken_at']),
      status: row['status'] as Status,
      since: Number(row['since']),
      alarm: row['alarm'] === null ? undefined : String(row['alarm']),
    };
    this.#known.set(rfid, person);
    return person;
  }

  /** The person's episode with a reading that follows the latest known one; raises, prolongs or ends the alarm. */
  follow(before: Person | undefined, reading: IncomingReading, storedAt: number): Episode {
    const episode = nextEpisode(before, reading, this.#rules);
    const { alarm, status } = episode;
    if (before?.alarm !== undefined && before.alarm !== alarm) {
      this.#alarms.end(before.alarm, reading.takenAtMs, storedAt);
    }
    if (alarm === undefined || status === 'normal') return episode;
    if (alarm === reading.id) this.#alarms.raise(reading, status);
    else this.#alarms.followPeak(alarm, status, reading);
    return episode;
  }

  /** Makes a stored reading the person's latest. */
  keepLatest(reading: IncomingReading, episode: Episode, place: LatestPlace): void {
    const { rfid, takenAtMs } = reading;
    this.#changed.set(rfid, { rfid, takenAtMs, ...episode, ...place });
  }

  /** To be called before the transaction ends. */
  write(): void {
    for (const person of this.#changed.values()) {
      const { rfid, takenAtMs, sequence, storedAt, data, status, since, alarm } = person;
      this.#upsert.run(rfid, sequence, takenAtMs, storedAt, data, status, since, alarm ?? null);
      this.#known.set(rfid, { sequence, takenAtMs, status, since, alarm });
    }
    this.#changed.clear();
  }

  /** After a rollback, or when rows were removed. */
  forget(): void {
    this.#changed.clear();
    this.#known.clear();
  }
}

interface LatestPlace {
  readonly sequence: number;
  readonly storedAt: number;
  readonly data: string;
}
