import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ClockMarks } from '../clock/clock-marks.ts';
import { reportClock, type ClockReport } from '../clock/clock-report.ts';
import { startClock, timeOfMark, type ClockReading, type ClockState } from '../clock/clock-rules.ts';
import type { Rules } from '../contract/status.ts';
import { OpenFiles } from '../sqlite/file-identity.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { Wal } from '../sqlite/wal.ts';
import { WholeFiles, type FileLengths } from '../sqlite/whole-files.ts';
import type { AcknowledgementOutcome, NewAcknowledgement } from './alarm-shapes.ts';
import { Alarms, encodeStoredAcknowledgement } from './alarms.ts';
import { PendingAuditEntries, type Actor, type AuditCut, type PendingAuditEntry } from './pending-audit-entries.ts';
import type { AppendRequest, Commit, EndImportRequest, OutcomeOf, ReadingsRequest } from './commit.ts';
import { CommitBuilder } from './commit-builder.ts';
import { ImportWriter } from './import-writer.ts';
import { Meta, type LogState } from './meta.ts';
import { ReadingWriter } from './reading-writer.ts';
import { Trimmer, type Retention } from './retention.ts';
import type { AppendOutcome } from './shapes.ts';

/** A single small page may fit where the last failed commit left some room, which says nothing of the next one. */
const PROBE_BYTES = 65_536;

/** How far retention is, and how the clock is seen. */
export interface RetentionProgress {
  readonly state: LogState;
  readonly isDone: boolean;
  readonly clock: ClockReport;
}

/** The one place where events are given their sequence and made durable. Synchronous: it lives in a worker thread. */
export class LogWriter {
  readonly #database: DatabaseSync;
  readonly #meta: Meta;
  readonly #alarms: Alarms;
  readonly #readings: ReadingWriter;
  readonly #imports: ImportWriter;
  readonly #auditEntries: PendingAuditEntries;
  readonly #trimmer: Trimmer;
  readonly #insertAcknowledgement: StatementSync;
  readonly #wal: Wal;
  readonly #files: OpenFiles;
  readonly #whole: WholeFiles;
  readonly #marks: ClockMarks;
  #state: LogState;
  #clock: ClockReport;

  /** `files` gives the paths of the files that are open by then. */
  constructor(
    database: DatabaseSync,
    rules: Rules,
    retention: Retention,
    clock: ClockReading,
    files: () => readonly string[] = () => [],
  ) {
    this.#database = database;
    this.#meta = new Meta(database, 'write');
    this.#alarms = new Alarms(database);
    this.#readings = new ReadingWriter(database, rules, this.#alarms);
    this.#imports = new ImportWriter(database, this.#readings, () => performance.now());
    this.#auditEntries = new PendingAuditEntries(database);
    this.#trimmer = new Trimmer(database, retention);
    this.#insertAcknowledgement = database.prepare(
      "INSERT INTO events (sequence, type, rfid, stored_at, data) VALUES (?, 'acknowledgement', ?, ?, ?)",
    );
    this.#wal = new Wal(database);
    this.#marks = new ClockMarks(database, retention.retainMs);
    this.#state = this.#meta.read();
    // A new log's epoch has to be there for good before anybody is told it.
    inTransaction(database, () => {
      if (!this.#marks.newest()) this.#beginMarks(clock);
      this.#meta.write(this.#state);
    });
    this.#clock = reportClock(this.#marks.look(clock).state, this.#state, clock);
    this.#files = new OpenFiles(files());
    this.#whole = new WholeFiles(database);
  }

  /** How far the log is that was opened. */
  get progress(): RetentionProgress {
    return { state: this.#state, isDone: false, clock: this.#clock };
  }

  /** Stores what many callers sent while the last commit was being synced (group commit), in one transaction. */
  append(requests: readonly AppendRequest[], nowMs: number): Commit {
    const builder = new CommitBuilder(this.#state, nowMs);
    const outcomes = this.#transaction(() => {
      const all = requests.map((request) => this.#appendOne(request, builder));
      this.#readings.finish();
      this.#auditEntries.finish(builder.arrivedAt);
      const { head, storedAt } = builder;
      this.#state = this.#trimmer.trimByCount({ ...this.#state, head, newestStoredAt: storedAt });
      return all;
    });
    return { outcomes, runs: builder.runs, told: builder.told, state: this.#state, walPages: this.#wal.pages() };
  }

  /** One step of retention by time; to be called again until it is done. */
  trim(reading: ClockReading): RetentionProgress {
    // Every second, also while nothing is stored.
    this.#expectFiles(this.#whole.lengths());
    const clock = this.#look(reading);
    const cutoff = this.#marks.cutoff(clock);
    const isDue = this.#trimmer.isDue(this.#state, cutoff);
    if (isDue) {
      this.#transaction(() => (this.#state = this.#trimmer.trimByTime(this.#state, cutoff)));
      this.#readings.forget();
    }
    this.#clock = reportClock(clock, this.#state, reading);
    return { state: this.#state, isDone: !isDue, clock: this.#clock };
  }

  /** The next entries for the audit's file, see {@link PendingAuditEntries.handOver}; writes only when there are any. */
  handOverAudit(copied: readonly number[], cut: AuditCut, nowMs: number): readonly PendingAuditEntry[] {
    if (copied.length === 0 && !this.#auditEntries.isDue(cut, nowMs)) return [];
    return this.#transaction(() => this.#auditEntries.handOver(copied, cut, nowMs));
  }

  /** Writes and syncs as much as a busy commit does, without storing an event: throws when there is no room for it. */
  probe(): void {
    this.#transaction(() =>
      this.#database.exec(`INSERT OR REPLACE INTO meta VALUES ('probe', zeroblob(${PROBE_BYTES}))`),
    );
    this.#transaction(() => this.#database.exec("DELETE FROM meta WHERE key = 'probe'"));
  }

  /** Gives the clock's state, and writes a mark of it where one is due. */
  #look(reading: ClockReading): ClockState {
    const { state, isDue } = this.#marks.look(reading);
    if (isDue) this.#transaction(() => this.#mark(state, reading));
    return state;
  }

  /** What was stored up to now is before the mark, what comes is not: also while the clock is behind the newest time. */
  #mark(state: ClockState, { wallMs }: ClockReading): void {
    const newestStoredAt = timeOfMark(wallMs, this.#state.newestStoredAt);
    this.#state = { ...this.#state, newestStoredAt };
    this.#marks.write(state, newestStoredAt);
  }

  /** Writes the first mark of a new file; one from before marks gets some of what it has. */
  #beginMarks(clock: ClockReading): void {
    const times = this.#database.prepare('SELECT min(stored_at) AS first, max(stored_at) AS newest FROM events').get();
    const newestStoredAt = Math.max(Number(times?.['newest'] ?? 0), this.#state.trimmedStoredAt);
    if (newestStoredAt > 0) {
      this.#state = { ...this.#state, newestStoredAt };
      this.#marks.adopt(Number(times?.['first'] ?? newestStoredAt), newestStoredAt, clock.wallMs);
    } else this.#mark(startClock(clock), clock);
  }

  #transaction<T>(work: () => T): T {
    const before = this.#state;
    try {
      const lengths = this.#whole.lengths();
      // A large transaction writes to the WAL before its end, and would fill a hole so that the length is right again.
      this.#expectFiles(lengths);
      return inTransaction(this.#database, () => {
        const result = work();
        this.#meta.write(this.#state, before);
        // As late as a rollback is possible: once it is committed, its events have to be announced.
        this.#expectFiles(lengths);
        return result;
      });
    } catch (error) {
      // A sequence given in a commit that failed was never shown to anyone, so the next commit may give it.
      this.#state = before;
      this.#readings.forget();
      this.#imports.forget();
      this.#auditEntries.forget();
      throw error;
    }
  }

  /** @throws LostFileError when a file was moved, replaced, deleted or cut */
  #expectFiles(lengths: FileLengths): void {
    this.#files.expectInPlace();
    this.#whole.expect(lengths);
  }

  #appendOne(request: AppendRequest, builder: CommitBuilder): OutcomeOf<AppendRequest> {
    switch (request.kind) {
      case 'readings':
        return this.#appendReadings(request, builder);
      case 'acknowledgement':
        return this.#acknowledge(request.acknowledgement, request.actor, builder);
      case 'create-import':
        this.#auditEntries.add('import', request.job.id, request.actor, builder.arrivedAt);
        return this.#imports.create(request.job, builder);
      case 'begin-import':
        return this.#imports.begin(request.id, builder);
      case 'import-batch':
        return this.#imports.append(request.batch, builder);
      case 'end-import':
        return this.#endImport(request, builder);
    }
  }

  #appendReadings(request: ReadingsRequest, builder: CommitBuilder): AppendOutcome[] {
    const outcomes = this.#readings.append(request, builder);
    this.#auditEntries.countReadings(outcomes.filter(({ kind }) => kind === 'stored').length, request.actor);
    return outcomes;
  }

  #endImport({ id, end, actor }: EndImportRequest, builder: CommitBuilder): boolean {
    const hasEnded = this.#imports.end(id, end, builder);
    if (hasEnded) this.#auditEntries.add('cancel-import', id, actor, builder.arrivedAt);
    return hasEnded;
  }

  #acknowledge(seen: NewAcknowledgement, actor: Actor | undefined, builder: CommitBuilder): AcknowledgementOutcome {
    const alarm = this.#alarms.find(seen.alarm);
    if (!alarm) return { kind: 'unknown' };
    if (alarm.acknowledged) return { kind: 'repeated', ...alarm.acknowledged };
    const { rfid } = alarm;
    const { arrivedAt, storedAt } = builder;
    const sequence = builder.nextSequence();
    const data = encodeStoredAcknowledgement(seen, rfid, arrivedAt);
    this.#insertAcknowledgement.run(sequence, rfid, storedAt, data);
    this.#alarms.acknowledge(seen, sequence, builder);
    this.#auditEntries.add('acknowledge', seen.alarm, actor, arrivedAt);
    builder.add({ sequence, type: 'acknowledgement', rfid, data });
    return { kind: 'stored', sequence, data };
  }
}
