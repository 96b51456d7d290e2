import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { nextEpisode, type Episode, type Rules, type Status } from '../contract/status.ts';
import type { Alarms } from './alarms.ts';
import type { IncomingReading } from './content.ts';

/** A person's latest reading and where the person stands with it. */
export interface Person extends Episode {
  readonly takenAtMs: number;
}

/** Everyone's latest reading and episode, written in the transaction that stores the reading. */
export class People {
  readonly #select: StatementSync;
  readonly #upsert: StatementSync;
  readonly #alarms: Alarms;
  readonly #rules: Rules;

  constructor(database: DatabaseSync, alarms: Alarms, rules: Rules) {
    this.#alarms = alarms;
    this.#rules = rules;
    this.#select = database.prepare('SELECT taken_at, status, since, alarm FROM people WHERE rfid = ?');
    this.#upsert = database.prepare('INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  }

  find(rfid: string): Person | undefined {
    const row = this.#select.get(rfid);
    if (!row) return undefined;
    return {
      takenAtMs: Number(row['taken_at']),
      status: row['status'] as Status,
      since: Number(row['since']),
      alarm: row['alarm'] === null ? undefined : String(row['alarm']),
    };
  }

  /** The person's episode with a reading that follows the latest known one; raises, prolongs or ends the alarm. */
  follow(before: Person | undefined, reading: IncomingReading): Episode {
    const episode = nextEpisode(before, reading, this.#rules);
    const { alarm, status } = episode;
    if (before?.alarm !== undefined && before.alarm !== alarm) this.#alarms.end(before.alarm, reading.takenAtMs);
    if (alarm === undefined || status === 'normal') return episode;
    if (alarm === reading.id) this.#alarms.raise(reading, status);
    else this.#alarms.followPeak(alarm, status, reading);
    return episode;
  }

  /** Makes a stored reading the person's latest. */
  keepLatest(reading: IncomingReading, episode: Episode, place: LatestPlace): void {
    const { sequence, storedAt, data } = place;
    const { status, since, alarm } = episode;
    this.#upsert.run(reading.rfid, sequence, reading.takenAtMs, storedAt, data, status, since, alarm ?? null);
  }
}

interface LatestPlace {
  readonly sequence: number;
  readonly storedAt: number;
  readonly data: string;
}
