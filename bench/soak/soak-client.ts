import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { IncomingMessage } from 'node:http';
import { setTimeout as passed } from 'node:timers/promises';
import { connectStream } from '../../e2e/connect-stream.ts';
import type { SeededRandom } from '../../e2e/seeded-random.ts';
import { Place } from './place.ts';
import type { Audience } from './tags.ts';

/** How long a connection lasts until the client cuts it, on average. */
const CUT_AFTER_MS = 30_000;

/**
 * One connection in so many asks again for so many events and reads nothing for a while. They are more than what the kernel
 * takes for a connection of one machine (4.2 MB) and the server holds: otherwise a stall would never be noticed.
 */
const STALL_ONE_IN = 15;
export const STALL_EVENTS = 8000;

/** The long ones are beyond what the server waits for. */
const USUAL_STALL_MS = 5_000;
const LONG_STALL_MS = 70_000;
const LONG_STALL_ONE_IN = 20;

/** A server that has died is not asked by everyone at once. */
const LONGEST_PAUSE_MS = 1_000;

/** Connects, is cut, stalls, comes back with its last id for as long as it stays, and checks that each event comes once. */
export class SoakClient {
  readonly place: Place;
  received = 0;
  connections = 0;
  cuts = 0;
  stalls = 0;
  readonly #url: string;
  readonly #running: () => Promise<void>;
  readonly #random: SeededRandom;
  readonly #leaving = new AbortController();
  #isCalm = false;
  #epoch: string | undefined;
  #gap: string | undefined;

  /** `url` is the stream's; `running` resolves when there is a server to connect to. */
  constructor(url: string, { query, wants }: Audience, running: () => Promise<void>, random: SeededRandom) {
    this.place = new Place(wants);
    this.#url = url + query;
    this.#running = running;
    this.#random = random;
  }

  /** Connects again and again until {@link leave}. @throws Error when the server refuses a stream, or says that there is a gap */
  async stay(): Promise<void> {
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      await this.#running();
      const stalls = !this.#isCalm && this.#epoch !== undefined && this.#random.between(1, STALL_ONE_IN) === 1;
      if (stalls) this.place.stepBack(STALL_EVENTS);
      const response = await connectStream(this.#url, this.#lastEventId, signal);
      if (response) await this.#read(response, stalls ? this.#stallMs() : 0);
      await passed(this.#random.between(1, LONGEST_PAUSE_MS));
    }
  }

  /** From its next connection on it doesn't stall any more. */
  calmDown(): void {
    this.#isCalm = true;
  }

  /** Disconnects for good. */
  leave(): void {
    this.#leaving.abort();
  }

  get #lastEventId(): string | undefined {
    return this.#epoch === undefined ? undefined : `${this.#epoch}-${this.place.position ?? 0}`;
  }

  #stallMs(): number {
    this.stalls += 1;
    return this.#random.between(1, LONG_STALL_ONE_IN) === 1 ? LONG_STALL_MS : this.#random.between(1, USUAL_STALL_MS);
  }

  async #read(response: IncomingMessage, stallMs: number): Promise<void> {
    this.connections += 1;
    const parser = createParser({ onEvent: (event) => this.#take(event) });
    const decoder = new TextDecoder();
    let isToBeCut = false;
    response.on('error', () => undefined);
    const take = (bytes: Buffer) => {
      // Be it within a frame.
      const read = isToBeCut ? bytes.subarray(0, this.#random.between(0, bytes.length)) : bytes;
      parser.feed(decoder.decode(read, { stream: true }));
      if (!isToBeCut) return;
      this.cuts += 1;
      // What has been read ahead would still come.
      response.off('data', take).destroy();
    };
    const timers = [
      setTimeout(() => (isToBeCut = true), this.#random.between(1, 2 * CUT_AFTER_MS)),
      setTimeout(() => response.on('data', take), stallMs),
    ];
    await new Promise((resolve) => response.once('close', resolve));
    for (const timer of timers) clearTimeout(timer);
    if (this.#gap !== undefined) throw new Error(`The server says that there is a gap: ${this.#gap}`);
  }

  #take({ id, event, data }: EventSourceMessage): void {
    if (event === 'gap') {
      this.#gap ??= data;
      return;
    }
    const [epoch, sequence] = id?.split('-') ?? [];
    this.#epoch = epoch;
    if (event === 'heartbeat') {
      this.place.heartbeat(Number(sequence));
    } else {
      this.received += 1;
      this.place.event(Number(sequence));
    }
  }
}
