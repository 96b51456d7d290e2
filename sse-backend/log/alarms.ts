import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AlarmKind } from '../contract/alarm.ts';
import { encodeAcknowledgement } from '../contract/alarm-wire.ts';
import { formatInstant } from '../contract/instant.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import type { NewAcknowledgement } from './alarm-shapes.ts';
import type { IncomingReading } from './content.ts';
import type { CommitBuilder } from './commit-builder.ts';

type Times = Pick<CommitBuilder, 'arrivedAt' | 'storedAt'>;

/** Whose alarm it is, and the event by which it was acknowledged. */
export interface KnownAlarm {
  readonly rfid: string;
  readonly acknowledged: { readonly sequence: number; readonly data: string } | undefined;
}

/** Everyone's alarms, written in the transaction that stores the reading or the acknowledgement. */
export class Alarms {
  readonly #raise: StatementSync;
  readonly #end: StatementSync;
  readonly #peak: StatementSync;
  readonly #setPeak: StatementSync;
  readonly #select: StatementSync;
  readonly #acknowledge: StatementSync;

  constructor(database: DatabaseSync) {
    this.#raise = database.prepare(
      'INSERT INTO alarms (alarm, sequence, rfid, name, kind, raised_at, peak) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    // A clock set back must not end an alarm before it began.
    this.#end = database.prepare(
      'UPDATE alarms SET ended_at = max(?, raised_at), settled_at = iif(acknowledged_at IS NULL, NULL, ?) WHERE alarm = ?',
    );
    this.#peak = database.prepare('SELECT peak FROM alarms WHERE alarm = ?');
    this.#setPeak = database.prepare('UPDATE alarms SET peak = ? WHERE alarm = ?');
    this.#select = database.prepare(
      'SELECT rfid, acknowledgement, acknowledged_at, acknowledged_by, note FROM alarms WHERE alarm = ?',
    );
    this.#acknowledge = database.prepare(
      `UPDATE alarms SET acknowledgement = ?, acknowledged_at = ?, acknowledged_by = ?, note = ?,
         settled_at = iif(ended_at IS NULL, NULL, ?) WHERE alarm = ?`,
    );
  }

  /** The reading raises an alarm, which has its id. */
  raise({ id, sequence, rfid, name, takenAtMs, temperature }: IncomingReading, kind: AlarmKind): void {
    this.#raise.run(id, sequence, rfid, name, kind, takenAtMs, temperature);
  }

  /** Ends an alarm by a reading of that TakenAt, stored at `storedAt`. */
  end(alarm: string, takenAtMs: number, storedAt: number): void {
    this.#end.run(takenAtMs, storedAt, alarm);
  }

  /** Makes a reading of an open alarm its peak if none went so far. */
  followPeak(alarm: string, kind: AlarmKind, { temperature, celsius }: IncomingReading): void {
    const peak = parseTemperature(String(this.#peak.get(alarm)?.['peak']));
    if (!peak) return;
    const isFurther = kind === 'fever' ? celsius > toCelsius(peak) : celsius < toCelsius(peak);
    if (isFurther) this.#setPeak.run(temperature, alarm);
  }

  /** `undefined` when no alarm that is kept has this id. */
  find(alarm: string): KnownAlarm | undefined {
    const row = this.#select.get(alarm);
    if (!row) return undefined;
    const rfid = String(row['rfid']);
    if (row['acknowledgement'] === null) return { rfid, acknowledged: undefined };
    const seen = { alarm, by: String(row['acknowledged_by']), note: String(row['note']) };
    const data = encodeStoredAcknowledgement(seen, rfid, Number(row['acknowledged_at']));
    return { rfid, acknowledged: { sequence: Number(row['acknowledgement']), data } };
  }

  /** Marks an alarm as seen by the event of that sequence. */
  acknowledge({ alarm, by, note }: NewAcknowledgement, sequence: number, { arrivedAt, storedAt }: Times): void {
    this.#acknowledge.run(sequence, arrivedAt, by, note, storedAt, alarm);
  }
}

/** The text under which an acknowledgement is stored and streamed. */
export function encodeStoredAcknowledgement(seen: NewAcknowledgement, rfid: string, atMs: number): string {
  return JSON.stringify(encodeAcknowledgement({ ...seen, rfid, at: formatInstant(atMs) }));
}
