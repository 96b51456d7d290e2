import { dirname } from 'node:path';
import { AppError } from '../app-error.ts';
import type { ClockReport } from '../clock/clock-report.ts';
import type { ClockReading, SteadyReading } from '../clock/clock-rules.ts';
import { openSteadyClock } from '../clock/steady-clock.ts';
import { formatPosition } from '../contract/position.ts';
import type { Rules } from '../contract/status.ts';
import { describeFailure, failureError, type Failure } from '../sqlite/failure.ts';
import { FileWatch } from '../sqlite/file-watch.ts';
import type { Migration } from '../sqlite/migrate.ts';
import { OpenFiles } from '../sqlite/file-identity.ts';
import type { AcknowledgementOutcome, AlarmPage, AlarmsQuery, NewAcknowledgement } from './alarm-shapes.ts';
import type { Actor, AuditCut, PendingAuditEntry } from './pending-audit-entries.ts';
import { Checkpointer } from './checkpointer.ts';
import { CommitQueue } from './commit-queue.ts';
import type { AppendRequest, Commit, OutcomeOf } from './commit.ts';
import type { EventRange } from './count-queries.ts';
import { filesOfLog } from './database.ts';
import { EventCounts } from './event-counts.ts';
import { Head } from './head.ts';
import { LogHealth } from './health.ts';
import { ImportStore } from './import-store.ts';
import { lockDirectory, type DirectoryLock } from './lock.ts';
import type { EventFilter } from './nth-newest-query.ts';
import type { LogReader } from './reader.ts';
import { RetentionLoop } from './retention-loop.ts';
import type { Retention } from './retention.ts';
import type {
  AppendMode,
  AppendOutcome,
  EventPage,
  HistoryQuery,
  HistoryRow,
  ImportedRun,
  NewestPlace,
  NewReading,
  Snapshot,
  StoredEvent,
  TrendBucket,
  TrendQuery,
} from './shapes.ts';
import { CHECKPOINT_PAGES, WalSize } from './wal.ts';
import { WorkerClient } from './worker-client.ts';
import type { RetentionProgress } from './writer.ts';

/** What a log is opened with. */
export interface EventLogOptions extends Retention {
  /** Path of the SQLite file, or `:memory:`. */
  readonly file: string;
  readonly rules: Rules;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The machine's steady clock, by which retention goes. */
  readonly steady?: () => SteadyReading;
  /** A thread died, or a listener threw: the process should end and be started again. */
  readonly onCrash?: (error: Error) => void;
  /** An older file is being brought up to date, which takes a while when it is large. */
  readonly onMigration?: (migration: Migration) => void;
  /** The log begins to fail, with why, or works again, with `undefined`. */
  readonly onHealth?: (failure: AppError | undefined) => void;
  /** The WAL's file has become so large that something must be wrong. */
  readonly onLargeWal?: (bytes: number) => void;
}

/**
 * The one ordered, durable log of everything that was stored. An append resolves when it is on disk, and only then are
 * its events announced; while one commit syncs, the next batch gathers (group commit).
 */
export class EventLog {
  readonly #writer: WorkerClient;
  readonly #reader: WorkerClient;
  readonly #checkpointer: Checkpointer | undefined;
  readonly #lock: DirectoryLock | undefined;
  /** Milliseconds since 1970, by the wall clock. */
  readonly now: () => number;
  readonly #onCrash: (error: Error) => void;
  readonly #health: LogHealth;
  readonly #walSize: WalSize;
  readonly #watch: FileWatch | undefined;
  /** What is being imported, and was. */
  readonly imports: ImportStore;
  readonly #onStored = new Set<(events: readonly StoredEvent[]) => void>();
  readonly #onImported = new Set<(run: ImportedRun) => void>();
  readonly #head: Head;
  readonly #queue: CommitQueue;
  readonly #retention: RetentionLoop;
  readonly #counts = new EventCounts({
    notImported: (...args) => this.#read('countNotImported', ...args),
    rare: (...args) => this.#read('countRare', ...args),
    ofTags: (...args) => this.#read('countOfTags', ...args),
  });
  #snapshot: { readonly head: number; readonly reading: Promise<Snapshot> } | undefined;
  #isClosing = false;
  #clock: ClockReport;

  /**
   * Opens a log, making it if it isn't there, and holds its directory.
   * @throws StartError when another server holds it, it isn't a log, or it can't be written to
   */
  static async open(options: EventLogOptions): Promise<EventLog> {
    const isInMemory = options.file === ':memory:';
    const lock = isInMemory ? undefined : lockDirectory(dirname(options.file));
    const { file, rules, retainMs, retainEvents } = options;
    const { onCrash = ignore, onMigration = ignore, onHealth = ignore, onLargeWal = ignore } = options;
    const events = { onCrash, onMigration };
    const { now = Date.now, steady = openSteadyClock() } = options;
    const readClock = () => ({ wallMs: now(), ...steady() });
    const data = { file, rules, retention: { retainMs, retainEvents }, clock: readClock() };
    let writer: WorkerClient | undefined;
    let reader: WorkerClient | undefined;
    try {
      const opened = await WorkerClient.open({ ...data, access: 'write' }, events);
      const progress = opened.value as RetentionProgress;
      writer = opened.client;
      // A database in memory belongs to one connection, so there reads go through the writer's thread.
      reader = isInMemory ? writer : (await WorkerClient.open({ ...data, access: 'read' }, events)).client;
      const files = isInMemory ? undefined : new OpenFiles(filesOfLog(file));
      const checkpointer = isInMemory ? undefined : await Checkpointer.open(file, onCrash);
      const parts = { writer, reader, checkpointer, lock, files, progress, now, readClock };
      return new EventLog(parts, { onCrash, onHealth, onLargeWal });
    } catch (error) {
      if (reader !== writer) await reader?.close();
      await writer?.close();
      lock?.release();
      throw error;
    }
  }

  private constructor(parts: Parts, { onCrash, onHealth, onLargeWal }: Events) {
    this.#writer = parts.writer;
    this.#reader = parts.reader;
    this.#checkpointer = parts.checkpointer;
    this.#lock = parts.lock;
    this.#head = new Head(parts.progress.state);
    this.#clock = parts.progress.clock;
    this.now = parts.now;
    this.#onCrash = onCrash;
    this.#health = new LogHealth(onHealth);
    this.#walSize = new WalSize(onLargeWal);
    this.#watch = parts.files && this.#watching(parts.files);
    this.#queue = new CommitQueue({
      commit: (requests) => this.#commit(requests),
      onCommitted: (commit) => this.#announce(commit),
      elapsedMs: () => performance.now(),
    });
    this.imports = new ImportStore({
      store: (request) => this.#store(request),
      read: (method, ...args) => this.#reader.readImports(method, ...(args as never)) as never,
    });
    this.#retention = new RetentionLoop(async () => {
      const trimmed = await this.#writer.write('trim', parts.readClock()).catch((error: unknown) => {
        throw this.#failed('remove', error);
      });
      this.#health.report('remove', undefined);
      const { state, isDone, clock } = trimmed;
      this.#head.advance(state);
      this.#clock = clock;
      return isDone;
    });
  }

  get epoch(): string {
    return this.#head.state.epoch;
  }

  /** The highest sequence stored; 0 in a new log. */
  get head(): number {
    return this.#head.state.head;
  }

  /** The oldest sequence kept; `head + 1` when none is. */
  get oldest(): number {
    return this.#head.state.oldest;
  }

  /** How the wall clock is seen, as of the last look a second ago. */
  get clock(): ClockReport {
    return this.#clock;
  }

  /** Why the log can't store, remove, copy its WAL into its file, or find its files in place; `undefined` while it works. */
  get failure(): AppError | undefined {
    return this.#health.failure;
  }

  /** Bytes of the WAL's file when it was last looked at, four times a second; 0 in memory. */
  get walBytes(): number {
    return this.#walSize.bytes;
  }

  /** Whether the WAL has become so large that an operator should know. */
  get isWalLarge(): boolean {
    return this.#walSize.isLarge;
  }

  /** The id of a sequence of this log. */
  idOf(sequence: number): string {
    return formatPosition({ epoch: this.epoch, sequence });
  }

  /** Calls back with the events of each commit, in order, once they are durable; imported readings are left out. */
  onStored(listener: (events: readonly StoredEvent[]) => void): void {
    this.#onStored.add(listener);
  }

  /** Calls back with the place of imported readings, in order with {@link onStored}. */
  onImported(listener: (run: ImportedRun) => void): void {
    this.#onImported.add(listener);
  }

  /**
   * Stores readings; resolves with an outcome for each once they are on disk, with `actor`'s entry for the audit.
   * @throws AppError `no-room` or `storage-unavailable` when they could not be stored, `too-busy`, `server-stopping`
   */
  append(readings: readonly NewReading[], mode: AppendMode, actor?: Actor): Promise<AppendOutcome[]> {
    return this.#store({ kind: 'readings', readings, mode, actor });
  }

  /**
   * Marks an alarm as seen, once, by an event of its own; resolves when that is on disk, with `actor`'s entry for the audit.
   * @throws AppError as {@link append}
   */
  acknowledge(acknowledgement: NewAcknowledgement, actor?: Actor): Promise<AcknowledgementOutcome> {
    return this.#store({ kind: 'acknowledgement', acknowledgement, actor });
  }

  /**
   * Removes the entries for the audit that have been copied to its file, and returns the next ones.
   * @throws AppError as {@link append}
   */
  handOverAudit(copied: readonly number[], cut: AuditCut): Promise<readonly PendingAuditEntry[]> {
    return this.#writer.write('handOverAudit', copied, cut, this.now());
  }

  /** Checks whether the log works, and retries what failed by writing to the disk. @throws AppError as {@link append} */
  async probe(): Promise<void> {
    if (this.#isClosing) throw stopping();
    await this.#watch?.look();
    if (this.#health.isFailing('checkpoint')) await this.#checkpoint();
    if (this.#health.isFailing('store')) await this.#retryStoring();
    if (this.failure) throw this.failure;
  }

  /** The events after a sequence, up to and including another. */
  between(after: number, last: number): Promise<EventPage> {
    return this.#read('between', after, last);
  }

  /** The next events after a sequence that are not imported readings, however many of those lie between. */
  notImportedAfter(after: number, limit: number): Promise<EventPage> {
    return this.#read('notImportedAfter', after, limit);
  }

  /** Everyone's latest reading. Those who ask while the same one is being read share it: after a restart everyone does. */
  latest(): Promise<Snapshot> {
    if (this.#snapshot?.head === this.head) return this.#snapshot.reading;
    const reading = this.#read('latest').finally(() => {
      if (this.#snapshot?.reading === reading) this.#snapshot = undefined;
    });
    this.#snapshot = { head: this.head, reading };
    return reading;
  }

  /** Readings by TakenAt, newest first. */
  history(query: HistoryQuery): Promise<HistoryRow[]> {
    return this.#read('history', query);
  }

  /** Alarms, newest first. */
  alarms(query: AlarmsQuery): Promise<AlarmPage> {
    return this.#read('alarms', query);
  }

  /** One person's readings by TakenAt, thinned to buckets; those without a reading are left out. */
  trend(query: TrendQuery): Promise<TrendBucket[]> {
    return this.#read('trend', query);
  }

  /** The sequence before the first event stored at or after a moment, and whether any such event was removed. */
  since(storedAtMs: number): Promise<{ readonly sequence: number; readonly isTrimmed: boolean }> {
    return this.#read('since', storedAtMs);
  }

  /** The place before the `count` newest events that pass the filter; before all kept ones when there are fewer. */
  beforeNewest(count: number, filter: EventFilter): Promise<NewestPlace> {
    return this.#read('beforeNewest', count, filter);
  }

  /** How many kept events of a range pass the filter. */
  countBetween(range: EventRange, filter: EventFilter): Promise<number> {
    return this.#counts.between(range, filter);
  }

  /** Stores what waits, then closes the file and frees its directory. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    await Promise.all([this.#queue.drained(), this.#retention.stop(), this.#watch?.stop()]);
    await this.#checkpointer?.close();
    if (this.#reader !== this.#writer) await this.#reader.close();
    await this.#writer.close();
    this.#lock?.release();
  }

  #store<Request extends AppendRequest>(request: Request): Promise<OutcomeOf<Request>> {
    return this.#isClosing ? Promise.reject(stopping()) : this.#queue.append(request);
  }

  /** A listener that throws, such as the hub of all streams, has missed events. Only a restart repairs that, so it is a crash. */
  #announce({ runs, told }: Commit): void {
    try {
      for (const run of runs) {
        if ('after' in run) for (const listener of this.#onImported) listener(run);
        else for (const listener of this.#onStored) listener(run);
      }
      this.imports.announce(told);
    } catch (error) {
      this.#onCrash(error instanceof Error ? error : new Error(String(error)));
    }
  }

  async #commit(requests: readonly AppendRequest[]): Promise<Commit> {
    try {
      const commit = await this.#writer.append(requests, this.now());
      this.#stored();
      this.#head.advance(commit.state);
      this.#checkpointIfDue(commit.walPages);
      return commit;
    } catch (error) {
      throw this.#failed('store', error);
    }
  }

  /** Imports wait for it, or the WAL would grow for as long as one lasts: it begins anew only when all of it is copied. */
  #checkpointIfDue(walPages: number): void {
    if (this.#checkpointer && walPages >= CHECKPOINT_PAGES) this.#queue.holdImports(this.#checkpoint());
  }

  async #checkpoint(): Promise<void> {
    const outcome = await this.#checkpointer?.run();
    if (outcome === undefined || outcome === 'partly') return;
    this.#health.report('checkpoint', outcome === 'copied' ? undefined : checkpointError(outcome));
  }

  #watching(files: OpenFiles): FileWatch {
    return new FileWatch(files, {
      onInPlace: ([, walBytes = 0]) => {
        this.#health.report('watch', undefined);
        this.#walSize.see(walBytes);
      },
      onLost: (error) => this.#health.report('watch', asAppError(failureError(describeFailure(error), 'The log'))),
    });
  }

  /** A reader may see a commit before its news has come here; an answer must not name a position ahead of our head. */
  async #read<K extends keyof ReaderCalls>(
    method: K,
    ...args: Parameters<ReaderCalls[K]>
  ): Promise<ReturnType<ReaderCalls[K]>> {
    const { value, head } = await this.#reader.read(method, ...(args as never));
    await this.#head.reached(head);
    return value as ReturnType<ReaderCalls[K]>;
  }

  async #retryStoring(): Promise<void> {
    try {
      await this.#writer.write('probe');
      this.#stored();
    } catch (error) {
      this.#failed('store', error);
    }
  }

  #stored(): void {
    this.#health.report('store', undefined);
  }

  #failed(work: 'store' | 'remove', error: unknown): AppError {
    const failure = asAppError(error);
    this.#health.report(work, failure);
    return failure;
  }
}

type ReaderCalls = Pick<
  LogReader,
  | 'between'
  | 'notImportedAfter'
  | 'latest'
  | 'history'
  | 'trend'
  | 'alarms'
  | 'since'
  | 'beforeNewest'
  | 'countNotImported'
  | 'countRare'
  | 'countOfTags'
>;

interface Parts {
  readonly writer: WorkerClient;
  readonly reader: WorkerClient;
  /** There is none for a log in memory. */
  readonly checkpointer: Checkpointer | undefined;
  readonly lock: DirectoryLock | undefined;
  /** Those of {@link filesOfLog}; there are none for a log in memory. */
  readonly files: OpenFiles | undefined;
  readonly progress: RetentionProgress;
  readonly now: () => number;
  readonly readClock: () => ClockReading;
}

type Events = Required<Pick<EventLogOptions, 'onCrash' | 'onHealth' | 'onLargeWal'>>;

function ignore(): void {
  // Most callers need few of the events.
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal-error', 'The log failed.', { cause: error });
}

function checkpointError({ kind, message }: Failure): AppError {
  return new AppError(
    kind === 'full' ? 'no-room' : 'storage-unavailable',
    `The log's write-ahead log can't be copied into its file (${message}), so it grows with every reading; ` +
      'check the disk and its free room; copying resumes without a restart.',
  );
}

function stopping(): AppError {
  return new AppError('server-stopping', 'The server is stopping and stores nothing more; send it again in a moment.');
}
