import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { nextEpisode, type Episode, type Rules, type Status } from '../contract/status.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';

/** A live reading on its way into the log: who, when, what, and the id that it will have. */
export interface IncomingReading {
  readonly rfid: string;
  readonly name: string;
  readonly temperature: string;
  readonly celsius: number;
  readonly takenAtMs: number;
  readonly id: string;
}

/** A person's latest reading and where the person stands with it. */
export interface Person extends Episode {
  readonly takenAtMs: number;
}

/** Everyone's latest reading, episode and alarms, written in the transaction that stores the reading. */
export class People {
  readonly #select: StatementSync;
  readonly #upsert: StatementSync;
  readonly #raise: StatementSync;
  readonly #end: StatementSync;
  readonly #peak: StatementSync;
  readonly #setPeak: StatementSync;
  readonly #rules: Rules;

  constructor(database: DatabaseSync, rules: Rules) {
    this.#rules = rules;
    this.#select = database.prepare('SELECT taken_at, status, since, alarm FROM people WHERE rfid = ?');
    this.#upsert = database.prepare('INSERT OR REPLACE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#raise = database.prepare('INSERT INTO alarms VALUES (?, ?, ?, ?, ?, NULL, ?)');
    this.#end = database.prepare('UPDATE alarms SET ended_at = ? WHERE alarm = ?');
    this.#peak = database.prepare('SELECT peak FROM alarms WHERE alarm = ?');
    this.#setPeak = database.prepare('UPDATE alarms SET peak = ? WHERE alarm = ?');
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
    if (before?.alarm !== undefined && before.alarm !== episode.alarm) this.#end.run(reading.takenAtMs, before.alarm);
    if (episode.alarm === reading.id) {
      this.#raise.run(reading.id, reading.rfid, reading.name, episode.status, reading.takenAtMs, reading.temperature);
    } else if (episode.alarm !== undefined) {
      this.#followPeak(episode.alarm, episode.status, reading);
    }
    return episode;
  }

  /** Makes a stored reading the person's latest. */
  keepLatest(reading: IncomingReading, episode: Episode, place: LatestPlace): void {
    const { sequence, storedAt, data } = place;
    const { status, since, alarm } = episode;
    this.#upsert.run(reading.rfid, sequence, reading.takenAtMs, storedAt, data, status, since, alarm ?? null);
  }

  #followPeak(alarm: string, status: Status, { temperature, celsius }: IncomingReading): void {
    const peak = parseTemperature(String(this.#peak.get(alarm)?.['peak']));
    if (!peak) return;
    const isFurther = status === 'fever' ? celsius > toCelsius(peak) : celsius < toCelsius(peak);
    if (isFurther) this.#setPeak.run(temperature, alarm);
  }
}

interface LatestPlace {
  readonly sequence: number;
  readonly storedAt: number;
  readonly data: string;
}
