import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { arrivalTime, followsLatest } from '../contract/reading-time.ts';
import { statusAlone, type Episode, type Rules } from '../contract/status.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import type { Alarms } from './alarms.ts';
import type { ReadingsRequest } from './commit.ts';
import { findConflicts } from './conflicts.ts';
import { encodeStored, repeatOrConflict, type Placed } from './content.ts';
import type { CommitBuilder } from './commit-builder.ts';
import { Identity, identityKey } from './identity.ts';
import { People } from './people.ts';
import type { AppendOutcome, NewReading } from './shapes.ts';

/** Stores readings within the caller's transaction: each identity once, judged, and with all that follows from it. */
export class ReadingWriter {
  readonly #rules: Rules;
  readonly #identity: Identity;
  readonly #people: People;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync, rules: Rules, alarms: Alarms) {
    this.#rules = rules;
    this.#identity = new Identity(database);
    this.#people = new People(database, alarms, rules);
    this.#insert = database.prepare(
      'INSERT INTO events (sequence, type, rfid, taken_at, stored_at, data, celsius, previous) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
  }

  /** Gives an outcome for each reading. */
  append({ readings, mode }: Pick<ReadingsRequest, 'readings' | 'mode'>, builder: CommitBuilder): AppendOutcome[] {
    const conflicts = mode === 'all-or-nothing' ? findConflicts(readings, this.#identity) : [];
    if (conflicts.length > 0) return readings.map((_, index) => conflicts[index] ?? { kind: 'withheld' });
    const reserved = reservedBy(readings);
    return readings.map((reading) => this.#appendOne(reading, reserved, builder));
  }

  /** Writes what is written once for all readings of a transaction, before it ends. */
  finish(): void {
    this.#people.write();
  }

  /** After a rollback, or when retention has removed rows: nothing of what is remembered has to be so. */
  forget(): void {
    this.#identity.forget();
    this.#people.forget();
  }

  #appendOne(reading: NewReading, reserved: ReadonlySet<string>, builder: CommitBuilder): AppendOutcome {
    const { type, rfid } = reading;
    const stored = reading.takenAtMs === undefined ? undefined : this.#identity.find(rfid, reading.takenAtMs);
    if (stored) return repeatOrConflict(stored, reading);
    const takenAtMs = reading.takenAtMs ?? this.#identity.nextFree(rfid, this.#arrivalTime(reading, builder), reserved);
    const sequence = builder.nextSequence();
    const data = this.#insertNew({ ...reading, takenAtMs }, sequence, builder);
    builder.add({ sequence, type, rfid, data });
    return { kind: 'stored', sequence };
  }

  #arrivalTime({ type, rfid }: NewReading, { arrivedAt }: CommitBuilder): number {
    return type === 'backfill' ? arrivedAt : arrivalTime(this.#people.find(rfid)?.takenAtMs, arrivedAt);
  }

  /** Gives the text under which it is stored. */
  #insertNew(reading: Placed, sequence: number, builder: CommitBuilder): string {
    const { type, rfid, takenAtMs } = reading;
    const temperature = parseTemperature(reading.temperature);
    if (!temperature) throw new TypeError('a reading came into the log unchecked');
    const celsius = toCelsius(temperature);
    const store = (episode: Episode, previous: number | null): string => {
      const data = encodeStored(reading, episode);
      this.#insert.run(sequence, type, rfid, takenAtMs, builder.storedAt, data, celsius, previous);
      this.#identity.take(rfid, takenAtMs);
      return data;
    };
    // Imported and late readings tell of the past: they change neither latest nor alarms.
    const alone = { status: statusAlone(celsius, this.#rules), since: takenAtMs, alarm: undefined };
    if (type === 'backfill') return store(alone, null);
    const before = this.#people.find(rfid);
    if (!followsLatest(takenAtMs, before?.takenAtMs, builder.arrivedAt)) return store(alone, null);
    const incoming = { ...reading, celsius, sequence, id: builder.idOf(sequence) };
    const episode = this.#people.follow(before, incoming, builder.storedAt);
    const data = store(episode, before?.sequence ?? 0);
    this.#people.keepLatest(incoming, episode, { sequence, storedAt: builder.storedAt, data });
    return data;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** A reading without TakenAt must not be given the moment that another one of the same request names as its own. */
function reservedBy(readings: readonly NewReading[]): ReadonlySet<string> {
  if (readings.every(({ takenAtMs }) => takenAtMs !== undefined)) return NONE;
  return new Set(
    readings.flatMap(({ rfid, takenAtMs }) => (takenAtMs === undefined ? [] : identityKey(rfid, takenAtMs))),
  );
}
