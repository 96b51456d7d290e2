import { createParser, type EventSourceMessage } from 'eventsource-parser';
import type { IncomingMessage } from 'node:http';
import { connectStream } from './connect-stream.ts';

/** Where a client connects, and what it does there. */
export interface Restlessness {
  readonly url: string;
  /** Resolves when there is a server to connect to. */
  readonly running: () => Promise<void>;
  /** After how many bytes the next connection is cut, be it within a frame; `Infinity`: never. */
  readonly patience: () => number;
}

/** More attempts than any honest run needs: a server that refuses must not be asked for ever. */
const MOST_CONNECTIONS = 5_000;

/**
 * A client that is cut again and again and comes back with the last id it has seen, a heartbeat's included, as a browser
 * does. It keeps what it received, and does nothing about repetitions: there must be none.
 */
export class RestlessClient {
  /** The stored events received, as `id data`. */
  readonly received: string[] = [];
  readonly gaps: string[] = [];
  connections = 0;
  lastEventId: string | undefined;
  readonly #options: Restlessness;
  readonly #leaving = new AbortController();
  #news = Promise.withResolvers<void>();

  constructor(options: Restlessness) {
    this.#options = options;
  }

  /** Connects again and again until {@link leave}. @throws Error when it can't */
  async stay(): Promise<void> {
    const { signal } = this.#leaving;
    while (!signal.aborted) {
      await this.#options.running();
      this.connections += 1;
      if (this.connections > MOST_CONNECTIONS) throw new Error(`Not done after ${MOST_CONNECTIONS} connections`);
      const response = await connectStream(this.#options.url, this.lastEventId, signal);
      if (response) await this.#read(response);
    }
  }

  /** Disconnects for good. */
  leave(): void {
    this.#leaving.abort();
  }

  /** Waits until an event, or the position that a heartbeat tells, has come. */
  async until(isFulfilled: (client: this) => boolean): Promise<void> {
    while (!isFulfilled(this)) await this.#news.promise;
  }

  #read(response: IncomingMessage): Promise<void> {
    const decoder = new TextDecoder();
    const parser = createParser({ onEvent: (event) => this.#take(event) });
    let patience = this.#options.patience();
    response.on('error', () => undefined);
    response.on('data', (bytes: Buffer) => {
      const read = bytes.subarray(0, patience);
      patience -= read.length;
      parser.feed(decoder.decode(read, { stream: true }));
      this.#news.resolve();
      this.#news = Promise.withResolvers();
      if (patience <= 0) response.destroy();
    });
    return new Promise((resolve) => response.once('close', resolve));
  }

  #take({ id, event, data }: EventSourceMessage): void {
    this.lastEventId = id ?? this.lastEventId;
    if (event === 'gap') this.gaps.push(data);
    else if (event !== 'heartbeat') this.received.push(`${id ?? 'no id'} ${data}`);
  }
}
