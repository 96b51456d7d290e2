import { dirname } from 'node:path';
import { AppError } from '../app-error.ts';
import { formatPosition } from '../contract/position.ts';
import type { Rules } from '../contract/status.ts';
import type { Migration } from '../sqlite/migrate.ts';
import { SteadyTime } from '../sqlite/steady-time.ts';
import type { AcknowledgementOutcome, AlarmPage, AlarmsQuery, NewAcknowledgement } from './alarm-shapes.ts';
import { Checkpointer } from './checkpointer.ts';
import { CommitQueue } from './commit-queue.ts';
import type { AppendRequest, Commit, OutcomeOf } from './commit.ts';
import { Head } from './head.ts';
import { ImportBook } from './import-book.ts';
import { lockDirectory, type DirectoryLock } from './lock.ts';
import type { LogState } from './meta.ts';
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
  NewReading,
  Snapshot,
  StoredEvent,
  TrendBucket,
  TrendQuery,
} from './shapes.ts';
import { CHECKPOINT_PAGES } from './wal.ts';
import { WorkerClient } from './worker-client.ts';

/** What a log is opened with. */
export interface EventLogOptions extends Retention {
  /** Path of the SQLite file, or `:memory:`. */
  readonly file: string;
  readonly rules: Rules;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The worker thread died: nothing more can be stored, the process should end and be started again. */
  readonly onCrash?: (error: Error) => void;
  /** An older file is being brought up to date, which takes a while when it is large. */
  readonly onMigration?: (migration: Migration) => void;
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
  readonly #now: () => number;
  /** What is being imported, and was. */
  readonly imports: ImportBook;
  readonly #onStored = new Set<(events: readonly StoredEvent[]) => void>();
  readonly #onImported = new Set<(run: ImportedRun) => void>();
  readonly #head: Head;
  readonly #queue: CommitQueue;
  readonly #retention: RetentionLoop;
  #snapshot: { readonly head: number; readonly reading: Promise<Snapshot> } | undefined;
  #isClosing = false;
  #lastFailure: AppError | undefined;

  /**
   * Opens a log, making it if it isn't there, and holds its directory.
   * @throws StartError when another server holds it, it isn't a log, or it can't be written to
   */
  static async open(options: EventLogOptions): Promise<EventLog> {
    const isInMemory = options.file === ':memory:';
    const lock = isInMemory ? undefined : lockDirectory(dirname(options.file));
    const { file, rules, retainMs, retainEvents } = options;
    const { onCrash = () => undefined, onMigration = () => undefined } = options;
    const events = { onCrash, onMigration };
    const data = { file, rules, retention: { retainMs, retainEvents } };
    let writer: WorkerClient | undefined;
    let reader: WorkerClient | undefined;
    try {
      const opened = await WorkerClient.open({ ...data, access: 'write' }, events);
      const { state } = opened;
      writer = opened.client;
      // A database in memory belongs to one connection, so there reads go through the writer's thread.
      reader = isInMemory ? writer : (await WorkerClient.open({ ...data, access: 'read' }, events)).client;
      const checkpointer = isInMemory ? undefined : await Checkpointer.open(file, onCrash);
      return new EventLog(options.now ?? Date.now, { writer, reader, checkpointer, lock, state: state as LogState });
    } catch (error) {
      if (reader !== writer) await reader?.close();
      await writer?.close();
      lock?.release();
      throw error;
    }
  }

  private constructor(now: () => number, parts: Parts) {
    this.#writer = parts.writer;
    this.#reader = parts.reader;
    this.#checkpointer = parts.checkpointer;
    this.#lock = parts.lock;
    this.#head = new Head(parts.state);
    this.#now = now;
    this.#queue = new CommitQueue({
      commit: (requests) => this.#commit(requests),
      onCommitted: (commit) => this.#announce(commit),
      elapsedMs: () => performance.now(),
    });
    this.imports = new ImportBook({
      store: (request) => this.#store(request),
      read: (method, ...args) => this.#reader.readImports(method, ...(args as never)) as never,
    });
    const time = new SteadyTime(now, () => performance.now());
    this.#retention = new RetentionLoop(async () => {
      const nowMs = time.read();
      if (nowMs === undefined) return true;
      const { state, isDone } = await this.#writer.write('trim', nowMs);
      this.#head.advance(state);
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

  /** Why the last attempt to store failed; `undefined` when it succeeded. */
  get lastFailure(): AppError | undefined {
    return this.#lastFailure;
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
   * Stores readings; resolves with an outcome for each once they are on disk.
   * @throws AppError `no-room` or `storage-unavailable` when they could not be stored, `too-busy`, `server-stopping`
   */
  append(readings: readonly NewReading[], mode: AppendMode): Promise<AppendOutcome[]> {
    return this.#store({ kind: 'readings', readings, mode });
  }

  /**
   * Marks an alarm as seen, once, by an event of its own; resolves when that is on disk.
   * @throws AppError as {@link append}
   */
  acknowledge(acknowledgement: NewAcknowledgement): Promise<AcknowledgementOutcome> {
    return this.#store({ kind: 'acknowledgement', acknowledgement });
  }

  /** After a failure, writes to the disk to see whether it works again. @throws AppError as {@link append} */
  async probe(): Promise<void> {
    if (this.#isClosing) throw stopping();
    if (!this.#lastFailure) return;
    try {
      await this.#writer.write('probe');
      this.#lastFailure = undefined;
    } catch (error) {
      throw this.#failed(error);
    }
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

  /** The sequence before the `count` newest events that pass the filter; before all kept ones when there are fewer. */
  beforeNewest(count: number, filter: EventFilter): Promise<number> {
    return this.#read('beforeNewest', count, filter);
  }

  /** Stores what waits, then closes the file and frees its directory. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    await Promise.all([this.#queue.drained(), this.#retention.stop()]);
    await this.#checkpointer?.close();
    if (this.#reader !== this.#writer) await this.#reader.close();
    await this.#writer.close();
    this.#lock?.release();
  }

  #store<Request extends AppendRequest>(request: Request): Promise<OutcomeOf<Request>> {
    return this.#isClosing ? Promise.reject(stopping()) : this.#queue.append(request);
  }

  #announce({ runs, told }: Commit): void {
    for (const run of runs) {
      if ('after' in run) for (const listener of this.#onImported) listener(run);
      else for (const listener of this.#onStored) listener(run);
    }
    this.imports.announce(told);
  }

  async #commit(requests: readonly AppendRequest[]): Promise<Commit> {
    try {
      const commit = await this.#writer.append(requests, this.#now());
      this.#lastFailure = undefined;
      this.#head.advance(commit.state);
      this.#checkpointIfDue(commit.walPages);
      return commit;
    } catch (error) {
      throw this.#failed(error);
    }
  }

  /** Imports wait for it, or the WAL would grow for as long as one lasts: it begins anew only when all of it is copied. */
  #checkpointIfDue(walPages: number): void {
    if (this.#checkpointer && walPages >= CHECKPOINT_PAGES) this.#queue.holdImports(this.#checkpointer.run());
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

  #failed(error: unknown): AppError {
    const failure =
      error instanceof AppError ? error : new AppError('internal-error', 'The log failed.', { cause: error });
    this.#lastFailure = failure;
    return failure;
  }
}

type ReaderCalls = Pick<
  LogReader,
  'between' | 'notImportedAfter' | 'latest' | 'history' | 'trend' | 'alarms' | 'since' | 'beforeNewest'
>;

interface Parts {
  readonly writer: WorkerClient;
  readonly reader: WorkerClient;
  /** There is none for a log in memory. */
  readonly checkpointer: Checkpointer | undefined;
  readonly lock: DirectoryLock | undefined;
  readonly state: LogState;
}

function stopping(): AppError {
  return new AppError('server-stopping', 'The server is stopping and stores nothing more; send it again in a moment.');
}
