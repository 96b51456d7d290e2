import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { formatPosition } from '../contract/position.ts';
import { statusAlone, type Episode, type Rules } from '../contract/status.ts';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import type { AcknowledgementOutcome, NewAcknowledgement } from './alarm-shapes.ts';
import { Alarms, encodeStoredAcknowledgement } from './alarms.ts';
import type { AppendRequest, Commit, OutcomeOf, ReadingsRequest } from './commit.ts';
import { findConflicts } from './conflicts.ts';
import { encodeStored, repeatOrConflict, type Placed } from './content.ts';
import { Identity, identityKey } from './identity.ts';
import { Meta, type LogState } from './meta.ts';
import { People } from './people.ts';
import { Trimmer, type Retention } from './retention.ts';
import type { AppendOutcome, StoredEvent } from './shapes.ts';

/** A single small page may fit where the last failed commit left some room, which says nothing of the next one. */
const PROBE_BYTES = 65_536;

/** Beyond daylight saving, a clock that is this far ahead of itself is taken to have been wrong. */
const LONGEST_SETBACK_MS = 2 * 3_600_000;

/** The one place where events are given their sequence and made durable. Synchronous: it lives in a worker thread. */
export class LogWriter {
  readonly #database: DatabaseSync;
  readonly #rules: Rules;
  readonly #meta: Meta;
  readonly #identity: Identity;
  readonly #alarms: Alarms;
  readonly #people: People;
  readonly #trimmer: Trimmer;
  readonly #insert: StatementSync;
  #state: LogState;
  #lastStoredAt: number;

  constructor(database: DatabaseSync, rules: Rules, retention: Retention) {
    this.#database = database;
    this.#rules = rules;
    this.#meta = new Meta(database, 'write');
    this.#identity = new Identity(database);
    this.#alarms = new Alarms(database);
    this.#people = new People(database, this.#alarms, rules);
    this.#trimmer = new Trimmer(database, retention);
    this.#insert = database.prepare(
      'INSERT INTO events (sequence, type, rfid, taken_at, stored_at, data, celsius) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#lastStoredAt = Number(database.prepare('SELECT max(stored_at) AS at FROM events').get()?.['at'] ?? 0);
    this.#state = this.#meta.read();
    // A new log's epoch has to be there for good before anybody is told it.
    this.#transaction(() => undefined);
  }

  get state(): LogState {
    return this.#state;
  }

  /** Stores what many callers sent while the last commit was being synced (group commit), in one transaction. */
  append(requests: readonly AppendRequest[], nowMs: number): Commit {
    const events: StoredEvent[] = [];
    const storedAt = this.#storingTime(nowMs);
    const outcomes = this.#transaction(() => {
      const all = requests.map((request) => this.#appendOne(request, storedAt, events));
      this.#state = this.#trimmer.trimByCount(this.#state);
      return all;
    });
    this.#lastStoredAt = storedAt;
    return { outcomes, events, state: this.#state };
  }

  /** One step of retention by time; to be called again until it is done. */
  trim(nowMs: number): { readonly state: LogState; readonly isDone: boolean } {
    const isDue = this.#trimmer.isDue(nowMs);
    if (isDue) this.#transaction(() => (this.#state = this.#trimmer.trimByTime(this.#state, nowMs)));
    return { state: this.#state, isDone: !isDue };
  }

  /** Writes and syncs as much as a busy commit does, without storing an event: throws when there is no room for it. */
  probe(): void {
    this.#transaction(() =>
      this.#database.exec(`INSERT OR REPLACE INTO meta VALUES ('probe', zeroblob(${PROBE_BYTES}))`),
    );
    this.#transaction(() => this.#database.exec("DELETE FROM meta WHERE key = 'probe'"));
  }

  /**
   * Times of storing don't run backwards when the clock does, or `?since=` would skip what came afterwards, and readings
   * without TakenAt would count as late and raise no alarm. A time too far ahead came of a clock that was wrong then.
   */
  #storingTime(nowMs: number): number {
    const isCredible = this.#lastStoredAt - nowMs <= LONGEST_SETBACK_MS;
    return isCredible ? Math.max(nowMs, this.#lastStoredAt) : nowMs;
  }

  #transaction<T>(work: () => T): T {
    const before = this.#state;
    try {
      return inTransaction(this.#database, () => {
        const result = work();
        this.#meta.write(this.#state);
        return result;
      });
    } catch (error) {
      // A sequence given in a commit that failed was never shown to anyone, so the next commit may give it.
      this.#state = before;
      this.#identity.forget();
      throw error;
    }
  }

  #appendOne(request: AppendRequest, storedAt: number, events: StoredEvent[]): OutcomeOf<AppendRequest> {
    switch (request.kind) {
      case 'readings':
        return this.#appendReadings(request, storedAt, events);
      case 'acknowledgement':
        return this.#acknowledge(request.acknowledgement, storedAt, events);
    }
  }

  #appendReadings({ readings, mode }: ReadingsRequest, storedAt: number, events: StoredEvent[]): AppendOutcome[] {
    const conflicts = mode === 'all-or-nothing' ? findConflicts(readings, this.#identity) : [];
    if (conflicts.length > 0) return readings.map((_, index) => conflicts[index] ?? { kind: 'withheld' });
    // A reading without TakenAt must not be given the moment that another one of the same request names as its own.
    const reserved = new Set(
      readings.flatMap(({ rfid, takenAtMs }) => (takenAtMs === undefined ? [] : identityKey(rfid, takenAtMs))),
    );
    return readings.map((reading) => {
      const { rfid } = reading;
      const stored = reading.takenAtMs === undefined ? undefined : this.#identity.find(rfid, reading.takenAtMs);
      if (stored) return repeatOrConflict(stored, reading);
      const takenAtMs = reading.takenAtMs ?? this.#identity.nextFree(rfid, storedAt, reserved);
      const event = this.#insertNew({ ...reading, takenAtMs }, storedAt);
      events.push(event);
      return { kind: 'stored', sequence: event.sequence };
    });
  }

  #insertNew(reading: Placed, storedAt: number): StoredEvent {
    const { type, rfid, takenAtMs } = reading;
    const sequence = this.#nextSequence();
    const temperature = parseTemperature(reading.temperature);
    if (!temperature) throw new TypeError('a reading came into the log unchecked');
    const incoming = { ...reading, celsius: toCelsius(temperature), sequence, id: this.#idOf(sequence) };
    const before = this.#people.find(rfid);
    // Imported and late readings tell of the past: they change neither latest nor alarms.
    const isLatest = type === 'message' && (before === undefined || takenAtMs > before.takenAtMs);
    const episode = isLatest ? this.#people.follow(before, incoming) : this.#episodeAlone(incoming.celsius, takenAtMs);
    const data = encodeStored(reading, episode);
    this.#insert.run(sequence, type, rfid, takenAtMs, storedAt, data, incoming.celsius);
    if (isLatest) this.#people.keepLatest(incoming, episode, { sequence, storedAt, data });
    return { sequence, type, rfid, data };
  }

  #acknowledge(seen: NewAcknowledgement, storedAt: number, events: StoredEvent[]): AcknowledgementOutcome {
    const alarm = this.#alarms.find(seen.alarm);
    if (!alarm) return { kind: 'unknown' };
    if (alarm.acknowledged) return { kind: 'repeated', ...alarm.acknowledged };
    const { rfid } = alarm;
    const sequence = this.#nextSequence();
    const data = encodeStoredAcknowledgement(seen, rfid, storedAt);
    this.#insert.run(sequence, 'acknowledgement', rfid, null, storedAt, data, null);
    this.#alarms.acknowledge(seen, sequence, storedAt);
    events.push({ sequence, type: 'acknowledgement', rfid, data });
    return { kind: 'stored', sequence, data };
  }

  #nextSequence(): number {
    const sequence = this.#state.head + 1;
    this.#state = { ...this.#state, head: sequence };
    return sequence;
  }

  #episodeAlone(celsius: number, since: number): Episode {
    return { status: statusAlone(celsius, this.#rules), since, alarm: undefined };
  }

  #idOf(sequence: number): string {
    return formatPosition({ epoch: this.#state.epoch, sequence });
  }
}
