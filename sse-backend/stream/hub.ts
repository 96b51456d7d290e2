import type { AccessExpiry } from '../http/access-expiry.ts';
import type { EventLog } from '../log/event-log.ts';
import { RunGatherer } from '../log/run-gatherer.ts';
import type { StoredEvent, StoredRun } from '../log/shapes.ts';
import { Tail } from '../log/tail.ts';
import { endWithAccess } from './access-end.ts';
import { countInMemory, type Behind } from './behind.ts';
import { FlushScheduler } from './flush-scheduler.ts';
import { encodePage, hollowPage, joinPages, MOST_PER_PAGE, type Page, type StreamFilter } from './page.ts';
import { ReplayPages } from './replay-pages.ts';
import type { Sink } from './sink.ts';
import { Subscriber, type Source, type Start } from './subscriber.ts';

/** What a hub is told; the defaults are the contract's. */
export interface HubOptions {
  /** Silence after which a stream gets a heartbeat. */
  readonly heartbeatMs?: number;
  /** How long a client may take nothing before it is dropped. */
  readonly stallMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds from any beginning, by which silence is measured: a clock that is set would stop all heartbeats. */
  readonly elapsedMs?: () => number;
  readonly onReadFailure?: (error: unknown) => void;
  readonly onStalled?: () => void;
}

/** Silence on a stream after which it gets a heartbeat. */
export const HEARTBEAT_MS = 15_000;

/** A client that takes nothing for so long is gone or hung; it comes back with its last id and loses nothing. */
const STALL_MS = 60_000;

/** How exactly silence is measured. */
const TICK_MS = 250;

/** Looks for stalled clients within the time after which they count as such: each is noticed two looks late at most. */
const STALL_LOOKS = 30;

/** The newest minutes or hours of events, so that a short absence never touches the file. */
const TAIL_BYTES = 8 * 1024 * 1024;
const REPLAY_BYTES = 8 * 1024 * 1024;

/**
 * Hands the log's new events to all open streams. What was stored since the last round is encoded together, once, and goes to
 * each socket in one write: the busier the server, the larger the batches.
 */
export class Hub {
  readonly #log: EventLog;
  readonly #tail: Tail<Page>;
  readonly #source: Source;
  readonly #options: Required<HubOptions>;
  readonly #subscribers = new Set<Subscriber>();
  readonly #ticker: NodeJS.Timeout;
  readonly #flushes: FlushScheduler;
  #fresh = new RunGatherer();
  /** The newest sequence that has been gathered; `log.head` may be ahead of it for a moment. */
  #head: number;
  /** Before that no stream has been silent for long enough. */
  #nextBeatAt = 0;
  #nextStallLookAt = 0;
  #isClosed = false;

  constructor(log: EventLog, options: HubOptions = {}) {
    this.#options = {
      heartbeatMs: HEARTBEAT_MS,
      stallMs: STALL_MS,
      now: Date.now,
      elapsedMs: () => performance.now(),
      onReadFailure: () => undefined,
      onStalled: () => undefined,
      ...options,
    };
    this.#log = log;
    this.#head = log.head;
    this.#tail = new Tail({ head: log.head, maxBytes: TAIL_BYTES, mostEvents: MOST_PER_PAGE, join: joinPages });
    this.#source = this.#makeSource();
    const { elapsedMs } = this.#options;
    this.#flushes = new FlushScheduler({ flush: () => this.#publish(), elapsedMs });
    this.#ticker = setInterval(() => this.#tick(), TICK_MS).unref();
    log.onStored((events) => this.#gather(events));
    log.onImported((run) => this.#gather(run));
  }

  /** Streams open now. */
  get size(): number {
    return this.#subscribers.size;
  }

  /** Begins a stream, which ends with its expiry at the latest; gives what ends it when the client has gone. */
  subscribe(sink: Sink, filter: StreamFilter, start: Start, expiry: AccessExpiry): () => void {
    const subscriber = new Subscriber(this.#source, sink, filter, start);
    this.#subscribers.add(subscriber);
    const callOff = endWithAccess(expiry, subscriber);
    // It looked for its place in the log while the others were being ended.
    if (this.#isClosed) subscriber.end();
    else subscriber.advance();
    return () => {
      callOff();
      subscriber.close();
      this.#subscribers.delete(subscriber);
    };
  }

  /** Ends all streams cleanly. */
  close(): void {
    this.#isClosed = true;
    clearInterval(this.#ticker);
    this.#flushes.cancel();
    // What was stored before is not to wait for the client's return.
    this.#publish();
    for (const subscriber of this.#subscribers) subscriber.end();
    this.#subscribers.clear();
  }

  #gather(run: StoredRun): void {
    if (this.#isClosed) return;
    this.#head = 'after' in run ? run.last : (run.at(-1)?.sequence ?? this.#head);
    this.#fresh.add(run);
    this.#flushes.schedule(this.#fresh.events);
  }

  #publish(): void {
    const { runs } = this.#fresh;
    this.#fresh = new RunGatherer();
    this.#tail.join();
    for (const run of runs) {
      if ('after' in run) this.#tail.push(hollowPage(run));
      else this.#publishEvents(run);
    }
    for (const subscriber of this.#subscribers) subscriber.advance();
  }

  #publishEvents(events: readonly StoredEvent[]): void {
    const idOf = (sequence: number) => this.#log.idOf(sequence);
    for (let start = 0; start < events.length; start += MOST_PER_PAGE) {
      const page = events.slice(start, start + MOST_PER_PAGE);
      this.#tail.push(encodePage(this.#tail.last, page, idOf));
    }
  }

  #tick(): void {
    const now = this.#options.elapsedMs();
    if (now >= this.#nextStallLookAt) this.#cutStalled(now);
    if (now >= this.#nextBeatAt) this.#beat(now);
  }

  /** Looks at all streams only when one of them may be due: thousands, four times a second, were a tenth of all they cost. */
  #beat(now: number): void {
    const { heartbeatMs } = this.#options;
    this.#nextBeatAt = now + heartbeatMs;
    for (const subscriber of this.#subscribers) {
      this.#nextBeatAt = Math.min(this.#nextBeatAt, subscriber.beat(now, heartbeatMs));
    }
  }

  #cutStalled(now: number): void {
    const { stallMs, onStalled } = this.#options;
    this.#nextStallLookAt = now + stallMs / STALL_LOOKS;
    for (const subscriber of this.#subscribers) {
      if (!subscriber.isStalled(now, stallMs)) continue;
      this.#subscribers.delete(subscriber);
      subscriber.cut();
      onStalled();
    }
  }

  /** Returns a promise only when events have to be counted in the file. */
  #behindOf(position: number, filter: StreamFilter): Behind | Promise<Behind> {
    // A stream that begins now may be at a commit that the hub has not yet been notified of.
    const head = Math.max(this.#head, position);
    const pages = this.#tail.since(position);
    const events = pages && countInMemory(position, pages, this.#fresh.runs, filter);
    if (events !== undefined) return { position, head, events };
    const wanted = { types: [...filter.types], rfids: [...(filter.rfids ?? [])] };
    const counted = this.#log.countBetween({ after: position, last: head }, wanted);
    return counted.then((count) => ({ position, head, events: count }));
  }

  #makeSource(): Source {
    const log = this.#log;
    const tail = this.#tail;
    const idOf = (sequence: number) => log.idOf(sequence);
    const all = new ReplayPages({
      read: (after) => log.between(after, after + MOST_PER_PAGE),
      idOf,
      maxBytes: REPLAY_BYTES,
    });
    const notImported = new ReplayPages({
      read: (after) => log.notImportedAfter(after, MOST_PER_PAGE),
      idOf,
      maxBytes: REPLAY_BYTES,
    });
    return {
      get last() {
        return tail.last;
      },
      pageAfter: (sequence) => tail.after(sequence),
      readAfter: (sequence, { types }) => (types.has('backfill') ? all : notImported).after(sequence),
      behindOf: (position, filter) => this.#behindOf(position, filter),
      idOf,
      now: this.#options.now,
      elapsedMs: this.#options.elapsedMs,
      onReadFailure: this.#options.onReadFailure,
    };
  }
}
