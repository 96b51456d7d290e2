import type { ServerResponse } from 'node:http';
import type { Heartbeat } from '../contract/events.ts';
import { formatPosition } from '../contract/position.ts';
import { drainOrClose } from '../http/drain-or-close.ts';
import type { ImportEvent } from '../log/import-shapes.ts';
import { encodeFrame, type Frame } from '../stream/frame.ts';
import type { ImportParts } from './import-parts.ts';
import { toStandstill } from './import-state.ts';

/** Events read at once: with the longest line-errors some 100 KB, which is what a slow client holds in memory. */
const PAGE_EVENTS = 100;

/** What a stream tells, and to whom. */
export interface ImportStreamParts extends Pick<ImportParts, 'book' | 'queue'> {
  readonly response: ServerResponse;
  readonly id: string;
  /** Silence after which it sends a heartbeat. */
  readonly heartbeatMs: number;
}

/** One open stream: a cursor into the stored events of an import, which reads on as its client does. */
export class ImportStream {
  readonly #parts: ImportStreamParts;
  readonly #closed: Promise<void>;
  #position: number;
  #state: 'reading' | 'waiting' | 'over' = 'reading';
  #hasNews = false;
  #awake = Promise.withResolvers<void>();
  #toldProblem: string | undefined;
  #heartbeat: NodeJS.Timeout | undefined;

  /** `start` is the number of the event after which it begins. */
  constructor(parts: ImportStreamParts, start: number) {
    this.#parts = parts;
    this.#position = start;
    this.#closed = new Promise((resolve) => {
      parts.response.once('close', () => {
        this.#finish();
        resolve();
      });
    });
  }

  /** Tells the import to its end; resolves when the connection is closed. @throws AppError when the log can't be read */
  async run(): Promise<void> {
    this.#heartbeat = setInterval(() => this.#beat(), this.#parts.heartbeatMs);
    try {
      while (await this.#advance());
      await this.#closed;
    } finally {
      clearInterval(this.#heartbeat);
    }
  }

  /** There may be something to tell. */
  wake(): void {
    this.#hasNews = true;
    this.#awake.resolve();
  }

  /** Sends this frame, and nothing after it. */
  sendLast(frame: string): void {
    if (this.#state === 'over') return;
    this.#finish();
    this.#parts.response.write(frame);
  }

  /** Ends the stream cleanly. */
  end(): void {
    this.#finish();
    this.#parts.response.end();
  }

  /** Sends what there is, and waits until there may be more; `false` when nothing more is to be sent. */
  async #advance(): Promise<boolean> {
    const { book, id, response } = this.#parts;
    this.#hasNews = false;
    const events = await book.eventsAfter(id, this.#position, PAGE_EVENTS);
    if (this.#isOver()) return false;
    if (events.length > 0) this.#send(events);
    if (events.at(-1)?.type === 'done') {
      this.end();
      return false;
    }
    await drainOrClose(response);
    if (events.length < PAGE_EVENTS) {
      await this.#tellProblem();
      await this.#untilNews();
    }
    return !this.#isOver();
  }

  #send(events: readonly ImportEvent[]): void {
    const frames = events.map(({ number, type, data }) => encodeFrame({ id: this.#idOf(number), event: type, data }));
    this.#position = events.at(-1)?.number ?? this.#position;
    this.#write(frames.join(''));
  }

  /** Once for each: it is no event of the import, and lasts until something moves again. */
  async #tellProblem(): Promise<void> {
    const { book, queue, id } = this.#parts;
    const problem = queue.problemOf(id);
    if (problem === this.#toldProblem) return;
    this.#toldProblem = problem;
    if (problem === undefined) return;
    const job = await book.find(id);
    const standstill = job && toStandstill(job, problem);
    if (standstill && !this.#isOver()) this.#sendFrame({ event: 'progress', data: JSON.stringify(standstill) });
  }

  async #untilNews(): Promise<void> {
    if (this.#hasNews || this.#isOver()) return;
    this.#state = 'waiting';
    this.#awake = Promise.withResolvers();
    await this.#awake.promise;
    if (!this.#isOver()) this.#state = 'reading';
  }

  /** None for a client that has not read what it was sent: it would never seem to have stalled. */
  #beat(): void {
    if (this.#state !== 'waiting' || this.#parts.response.writableLength > 0) return;
    const id = this.#idOf(this.#position);
    const heartbeat: Heartbeat = { At: new Date().toISOString(), Head: id, Behind: 0 };
    this.#sendFrame({ id, event: 'heartbeat', data: JSON.stringify(heartbeat) });
  }

  #sendFrame(frame: Frame): void {
    this.#write(encodeFrame(frame));
  }

  #write(text: string): void {
    this.#parts.response.write(text);
    this.#heartbeat?.refresh();
  }

  #idOf(number: number): string {
    return formatPosition({ epoch: this.#parts.id, sequence: number });
  }

  #isOver(): boolean {
    return this.#state === 'over';
  }

  #finish(): void {
    this.#state = 'over';
    this.#awake.resolve();
  }
}
