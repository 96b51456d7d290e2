import { createParser } from 'eventsource-parser';
import type { IncomingMessage } from 'node:http';

/** Reads a stream and keeps no more of it than the sequences of its readings. */
export class StreamReader {
  readonly sequences: number[] = [];
  #hasEnded = false;
  #news = Promise.withResolvers<void>();

  constructor(response: IncomingMessage) {
    const parser = createParser({
      onEvent: ({ id, event }) => {
        if (event === 'message') this.sequences.push(Number(id?.split('-')[1]));
      },
    });
    response.setEncoding('utf8').on('data', (text: string) => {
      parser.feed(text);
      this.#tell();
    });
    response.once('close', () => {
      this.#hasEnded = true;
      this.#tell();
    });
  }

  /** Waits until so many readings have come. @throws Error when the stream ends before */
  async until(count: number): Promise<void> {
    while (this.sequences.length < count) {
      if (this.#hasEnded) throw new Error(`The stream ended after ${this.sequences.length} readings`);
      await this.#news.promise;
    }
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }
}
