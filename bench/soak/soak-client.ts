import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { IncomingMessage } from 'node:http';
import { setTimeout as passed } from 'node:timers/promises';
import { connectStream } from '../../e2e/connect-stream.ts';
import type { SeededRandom } from '../../e2e/seeded-random.ts';

/** How long a connection lasts until the client cuts it, on average. */
const CUT_AFTER_MS = 30_000;

/** One connection in so many reads nothing for a while; the longest is beyond what the server waits for. */
const STALL_ONE_IN = 5;
const LONGEST_STALL_MS = 70_000;
const USUAL_STALL_MS = 5_000;
const LONG_STALL_ONE_IN = 20;

/** A server that has died is not asked by everyone at once. */
const LONGEST_PAUSE_MS = 1_000;

/** Connects, is cut, stalls, comes back with its last id for as long as it stays, and checks that each event comes once. */
export class SoakClient {
  /** Events that didn't come, and that came twice or in another place. */
  lost = 0;
  twice = 0;
  received = 0;
  connections = 0;
  cuts = 0;
  stalls = 0;
  /** The sequence of the newest event, or the position that a heartbeat told. */
  position: number | undefined;
  readonly #url: string;
  readonly #running: () => Promise<void>;
  readonly #random: SeededRandom;
  readonly #leaving = new AbortController();
  #lastEventId: string | undefined;

  /** `running` resolves when there is a server to connect to. */
  constructor(url: string, running: () => Promise<void>, random: SeededRandom) {
    this.#url = url;
    this.#running = running;
    this.#random = random;
  }

  /** Connects again and again until {@link leave}. */
  async stay(): Promise<void> {
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      await this.#running();
      const response = await connectStream(this.#url, this.#lastEventId, signal);
      if (response) await this.#read(response);
      await passed(this.#random.between(1, LONGEST_PAUSE_MS));
    }
  }

  /** Disconnects for good. */
  leave(): void {
    this.#leaving.abort();
  }

  async #read(response: IncomingMessage): Promise<void> {
    this.connections += 1;
    const parser = createParser({ onEvent: (event) => this.#take(event) });
    const decoder = new TextDecoder();
    let isToBeCut = false;
    const timers = [
      setTimeout(() => (isToBeCut = true), this.#random.between(1, 2 * CUT_AFTER_MS)),
      ...(this.#random.between(1, STALL_ONE_IN) === 1 ? this.#stallSometime(response) : []),
    ];
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
    response.on('data', take);
    await new Promise((resolve) => response.once('close', resolve));
    for (const timer of timers) clearTimeout(timer);
  }

  #stallSometime(response: IncomingMessage): NodeJS.Timeout[] {
    const begin = this.#random.between(1, CUT_AFTER_MS);
    const isLong = this.#random.between(1, LONG_STALL_ONE_IN) === 1;
    const length = isLong ? LONGEST_STALL_MS : this.#random.between(1, USUAL_STALL_MS);
    const stall = () => {
      this.stalls += 1;
      response.pause();
    };
    return [setTimeout(stall, begin), setTimeout(() => response.resume(), begin + length)];
  }

  #take({ id, event, data }: EventSourceMessage): void {
    if (event === 'gap') throw new Error(`The server says that there is a gap: ${data}`);
    this.#lastEventId = id ?? this.#lastEventId;
    const sequence = Number(id?.split('-')[1]);
    // Whoever has just come knows its place from the first heartbeat; those of later ones must be where it stands.
    const before = this.position ?? sequence;
    const next = event === 'heartbeat' ? before : before + 1;
    if (sequence > next) this.lost += sequence - next;
    if (sequence < next) this.twice += 1;
    if (event === 'message') this.received += 1;
    this.position = Math.max(sequence, before);
  }
}
