import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Rules } from '../contract/status.ts';
import { OpenFiles } from '../sqlite/open-files.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import type { AcknowledgementOutcome, NewAcknowledgement } from './alarm-shapes.ts';
import { Alarms, encodeStoredAcknowledgement } from './alarms.ts';
import type { AppendRequest, Commit, OutcomeOf } from './commit.ts';
import { Draft } from './draft.ts';
import { ImportWriter } from './import-writer.ts';
import { Meta, type LogState } from './meta.ts';
import { ReadingWriter } from './reading-writer.ts';
import { Trimmer, type Retention } from './retention.ts';
import { Wal } from './wal.ts';

/** A single small page may fit where the last failed commit left some room, which says nothing of the next one. */
const PROBE_BYTES = 65_536;

/** Beyond daylight saving, a clock that is this far ahead of itself is taken to have been wrong. */
const LONGEST_SETBACK_MS = 2 * 3_600_000;

/** The one place where events are given their sequence and made durable. Synchronous: it lives in a worker thread. */
export class LogWriter {
  readonly #database: DatabaseSync;
  readonly #meta: Meta;
  readonly #alarms: Alarms;
  readonly #readings: ReadingWriter;
  readonly #imports: ImportWriter;
  readonly #trimmer: Trimmer;
  readonly #insertAcknowledgement: StatementSync;
  readonly #wal: Wal;
  readonly #files: OpenFiles;
  #state: LogState;
  #lastStoredAt: number;

  /** `files` gives the paths of the files that are open by then. */
  constructor(database: DatabaseSync, rules: Rules, retention: Retention, files: () => readonly string[] = () => []) {
    this.#database = database;
    this.#meta = new Meta(database, 'write');
    this.#alarms = new Alarms(database);
    this.#readings = new ReadingWriter(database, rules, this.#alarms);
    this.#imports = new ImportWriter(database, this.#readings, () => performance.now());
    this.#trimmer = new Trimmer(database, retention);
    this.#insertAcknowledgement = database.prepare(
      "INSERT INTO events (sequence, type, rfid, stored_at, data) VALUES (?, 'acknowledgement', ?, ?, ?)",
    );
    this.#wal = new Wal(database);
    this.#lastStoredAt = Number(database.prepare('SELECT max(stored_at) AS at FROM events').get()?.['at'] ?? 0);
    this.#state = this.#meta.read();
    // A new log's epoch has to be there for good before anybody is told it.
    inTransaction(database, () => this.#meta.write(this.#state));
    this.#files = new OpenFiles(files());
  }

  get state(): LogState {
    return this.#state;
  }

  /** Stores what many callers sent while the last commit was being synced (group commit), in one transaction. */
  append(requests: readonly AppendRequest[], nowMs: number): Commit {
    const draft = new Draft(this.#state, this.#storingTime(nowMs));
    const outcomes = this.#transaction(() => {
      const all = requests.map((request) => this.#appendOne(request, draft));
      this.#readings.finish();
      this.#state = this.#trimmer.trimByCount({ ...this.#state, head: draft.head });
      return all;
    });
    this.#lastStoredAt = draft.storedAt;
    return { outcomes, runs: draft.runs, told: draft.told, state: this.#state, walPages: this.#wal.pages() };
  }

  /** One step of retention by time; to be called again until it is done. */
  trim(nowMs: number): { readonly state: LogState; readonly isDone: boolean } {
    const isDue = this.#trimmer.isDue(nowMs);
    if (isDue) {
      this.#transaction(() => (this.#state = this.#trimmer.trimByTime(this.#state, nowMs)));
      this.#readings.forget();
    }
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
        this.#meta.write(this.#state, before);
        // As late as a rollback is possible: once it is committed, its events have to be announced.
        this.#files.expectInPlace();
        return result;
      });
    } catch (error) {
      // A sequence given in a commit that failed was never shown to anyone, so the next commit may give it.
      this.#state = before;
      this.#readings.forget();
      this.#imports.forget();
      throw error;
    }
  }

  #appendOne(request: AppendRequest, draft: Draft): OutcomeOf<AppendRequest> {
    switch (request.kind) {
      case 'readings':
        return this.#readings.append(request, draft);
      case 'acknowledgement':
        return this.#acknowledge(request.acknowledgement, draft);
      case 'create-import':
        return this.#imports.create(request.job, draft);
      case 'begin-import':
        return this.#imports.begin(request.id, draft);
      case 'import-batch':
        return this.#imports.append(request.batch, draft);
      case 'end-import':
        return this.#imports.end(request.id, request.end, draft);
    }
  }

  #acknowledge(seen: NewAcknowledgement, draft: Draft): AcknowledgementOutcome {
    const alarm = this.#alarms.find(seen.alarm);
    if (!alarm) return { kind: 'unknown' };
    if (alarm.acknowledged) return { kind: 'repeated', ...alarm.acknowledged };
    const { rfid } = alarm;
    const { storedAt } = draft;
    const sequence = draft.nextSequence();
    const data = encodeStoredAcknowledgement(seen, rfid, storedAt);
    this.#insertAcknowledgement.run(sequence, rfid, storedAt, data);
    this.#alarms.acknowledge(seen, sequence, storedAt);
    draft.add({ sequence, type: 'acknowledgement', rfid, data });
    return { kind: 'stored', sequence, data };
  }
}
