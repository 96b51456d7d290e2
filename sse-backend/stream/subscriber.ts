import type { Gap, GapReason } from '../contract/events.ts';
import type { Behind } from './behind.ts';
import type { Page, StreamFilter } from './page.ts';
import { passesWhole, selectFrames } from './page.ts';
import type { ReplayPage } from './replay-pages.ts';
import type { Sink } from './sink.ts';
import { encodeFrame } from './frame.ts';

/** What the subscribers of a hub have in common: the log in encoded form, and the time. */
export interface Source {
  /** The newest sequence that has been encoded. */
  readonly last: number;
  /** The page with the event after a sequence, if it is in memory. */
  pageAfter(sequence: number): Page | undefined;
  /** The same from the file, with imported readings or without. */
  readAfter(sequence: number, filter: StreamFilter): Promise<ReplayPage>;
  /** How far a position is behind; a promise where that has to be counted in the file. */
  behindOf(position: number, filter: StreamFilter): Behind | Promise<Behind>;
  idOf(sequence: number): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds from any beginning; unlike `now`, nobody can set it. */
  elapsedMs(): number;
  /** Reading the log failed; the stream has been cut and its client will come back. */
  onReadFailure(error: unknown): void;
}

/** Where a stream begins: after `position`; `gap` when that is not what was asked for. */
export interface Start {
  readonly position: number;
  readonly gap?: { readonly requested: string; readonly reason: GapReason; readonly oldest: number };
}

/**
 * One open stream: a cursor into the log. At the head it gets what everyone gets; anywhere else (just connected with an
 * id, or too slow a moment ago) it pulls pages until it is at the head. Live delivery, replay and slowness are this one
 * loop, so there is no seam between them at which an event could be lost or repeated. Nothing is ever queued for it.
 */
export class Subscriber {
  readonly #source: Source;
  readonly #sink: Sink;
  readonly #filter: StreamFilter;
  /** The last sequence dealt with: sent, or filtered out. */
  #position: number;
  /** The head that the first heartbeat named, until it has been reached. */
  #goal: number | undefined;
  #state: 'moving' | 'reading' | 'counting' | 'full' | 'closed' = 'moving';
  #lastSentAt: number;
  #takenBytes = 0;
  #lastTakenAt: number;

  constructor(source: Source, sink: Sink, filter: StreamFilter, start: Start) {
    this.#source = source;
    this.#sink = sink;
    this.#filter = filter;
    this.#position = start.position;
    this.#lastSentAt = this.#lastTakenAt = source.elapsedMs();
    if (start.gap) this.#sendGap(start.gap, start.position);
    this.#beatBeforeMore(({ head, position }) => (this.#goal = head > position ? head : undefined));
  }

  /** Sends what can be sent now. */
  advance(): void {
    while (this.#state === 'moving') {
      if (this.#isAtGoal()) {
        this.#goal = undefined;
        this.#beatBeforeMore();
        continue;
      }
      if (this.#position >= this.#source.last) return;
      if (this.#sink.isFull) {
        this.#waitUntilDrained();
        return;
      }
      const page = this.#source.pageAfter(this.#position);
      if (page && !(page.isHollow && this.#filter.types.has('backfill'))) this.#take(page);
      else this.#read();
    }
  }

  /** Heartbeat after a silence of `heartbeatMs`; gives when it has to be asked again. */
  beat(now: number, heartbeatMs: number): number {
    if (now - this.#lastSentAt < heartbeatMs) return this.#lastSentAt + heartbeatMs;
    // Also while it reads on: a replay of which a filter lets nothing through would be silent until its end.
    const canSend = this.#state === 'moving' || this.#state === 'reading';
    if (!canSend || this.#sink.isFull) return now;
    this.#beatAfterSilence();
    return now + heartbeatMs;
  }

  /** Whether it has something to send and for `stallMs` the client has taken none of it. */
  isStalled(now: number, stallMs: number): boolean {
    const isWaiting = this.#sink.pendingBytes > 0;
    if (isWaiting && this.#sink.takenBytes === this.#takenBytes) return now - this.#lastTakenAt >= stallMs;
    if (isWaiting) this.#takenBytes = this.#sink.takenBytes;
    this.#lastTakenAt = now;
    return false;
  }

  /** Nothing more is sent: the client has gone, or may not have it. */
  close(): void {
    this.#state = 'closed';
  }

  /** Sends this frame, and nothing after it. */
  sendLast(frame: string): void {
    if (this.#state === 'closed') return;
    this.close();
    this.#send(Buffer.from(frame));
  }

  /** Ends the stream cleanly. */
  end(): void {
    this.close();
    this.#sink.end();
  }

  /** Cuts the connection of a client that doesn't read. */
  cut(): void {
    this.close();
    this.#sink.cut();
  }

  #take(page: Page): void {
    const last = Math.min(page.last, this.#goal ?? page.last);
    const isWhole = this.#position === page.after && last === page.last;
    if (isWhole && passesWhole(page, this.#filter)) {
      this.#sink.sendChunk(page.chunk, page.frames);
      this.#lastSentAt = this.#source.elapsedMs();
    } else {
      this.#send(selectFrames(page, { after: this.#position, last }, this.#filter));
    }
    this.#position = last;
  }

  #read(): void {
    this.#state = 'reading';
    this.#source.readAfter(this.#position, this.#filter).then(
      (replay) => this.#continueWith(replay),
      (error: unknown) => this.#fail(error),
    );
  }

  #fail(error: unknown): void {
    if (this.#state === 'closed') return;
    this.#source.onReadFailure(error);
    this.cut();
  }

  #continueWith({ page, oldest }: ReplayPage): void {
    if (this.#state === 'closed') return;
    this.#state = 'moving';
    if (oldest > this.#position + 1) {
      // Retention overtook a slow replay: never a silent gap.
      const requested = this.#source.idOf(this.#position);
      this.#position = oldest - 1;
      this.#sendGap({ requested, reason: 'trimmed', oldest }, this.#position);
    }
    if (!this.#isAtGoal() && page.last > this.#position) this.#take(page);
    this.advance();
  }

  #waitUntilDrained(): void {
    this.#state = 'full';
    this.#sink.onceDrained(() => {
      if (this.#state !== 'full') return;
      this.#state = 'moving';
      this.advance();
    });
  }

  #isAtGoal(): boolean {
    return this.#goal !== undefined && this.#position >= this.#goal;
  }

  /** Sends a heartbeat, and nothing before it. */
  #beatBeforeMore(onSent: (behind: Behind) => void = () => undefined): void {
    const behind = this.#source.behindOf(this.#position, this.#filter);
    const send = (counted: Behind) => {
      this.#sendHeartbeat(counted);
      onSent(counted);
    };
    if (!(behind instanceof Promise)) {
      send(behind);
      return;
    }
    this.#state = 'counting';
    behind.then(
      (counted) => {
        if (this.#state !== 'counting') return;
        this.#state = 'moving';
        send(counted);
        this.advance();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  /** Sends a heartbeat, unless something else has been sent while it was counted. */
  #beatAfterSilence(): void {
    const behind = this.#source.behindOf(this.#position, this.#filter);
    if (!(behind instanceof Promise)) {
      this.#sendHeartbeat(behind);
      return;
    }
    const sentAt = this.#lastSentAt;
    behind.then(
      (counted) => {
        if (this.#state !== 'closed' && this.#lastSentAt === sentAt && !this.#sink.isFull) this.#sendHeartbeat(counted);
      },
      (error: unknown) => this.#fail(error),
    );
  }

  #sendHeartbeat({ position, head, events }: Behind): void {
    const heartbeat = {
      At: new Date(this.#source.now()).toISOString(),
      Head: this.#source.idOf(head),
      Behind: events,
    };
    this.#sendFrame('heartbeat', heartbeat, this.#source.idOf(position));
  }

  #sendGap({ requested, reason, oldest }: NonNullable<Start['gap']>, resumesAt: number): void {
    const gap: Gap = {
      Requested: requested,
      Reason: reason,
      OldestKept: this.#source.idOf(oldest - 1),
      ResumesAt: this.#source.idOf(resumesAt),
    };
    this.#sendFrame('gap', gap);
  }

  #sendFrame(event: string, data: object, id?: string): void {
    const frame = { event, data: JSON.stringify(data) };
    this.#send(Buffer.from(encodeFrame(id === undefined ? frame : { ...frame, id })));
  }

  #send(frames: Buffer): void {
    if (frames.length === 0) return;
    this.#sink.sendFrames(frames);
    this.#lastSentAt = this.#source.elapsedMs();
  }
}
