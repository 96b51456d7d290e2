import type { ServerResponse } from 'node:http';
import { AppError } from '../app-error.ts';
import type { Exchange } from '../http/exchange.ts';

/** How many event streams may be open at once. */
export class StreamLimit {
  readonly #most: number;
  #open = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Streams open now, of every kind. */
  get open(): number {
    return this.#open;
  }

  /** Counts a stream until its connection closes. @throws AppError `too-many-streams` */
  take(response: ServerResponse): void {
    if (this.#open >= this.#most) {
      throw new AppError(
        'too-many-streams',
        `${this.#open} streams are open, as many as this server takes (--max-streams); come back in a moment.`,
      );
    }
    this.#open += 1;
    response.once('close', () => (this.#open -= 1));
  }
}

/**
 * Sends the headers of an event stream, at once: a client must know that it is connected before anything happens.
 * Gives whether there is a stream to be written; for HEAD the answer ends here.
 */
export function openStream({ request, response }: Exchange, limit: StreamLimit): boolean {
  const isHead = request.method === 'HEAD';
  if (!isHead) limit.take(response);
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    // nginx would otherwise gather a stream in its buffers.
    'X-Accel-Buffering': 'no',
    ...(request.httpVersion === '1.1' && !isHead ? { 'Transfer-Encoding': 'chunked' } : {}),
  });
  if (isHead) response.end();
  else response.flushHeaders();
  return !isHead;
}
