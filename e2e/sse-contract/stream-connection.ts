import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A client's request for a stream, and what it is answered. */
export class StreamConnection {
  readonly method: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Resolves when the connection is closed, by whomever. */
  readonly closed: Promise<unknown>;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, body: string, response: ServerResponse) {
    this.method = request.method ?? '';
    this.headers = request.headers;
    this.body = body;
    this.closed = once(response, 'close');
    this.#response = response;
  }

  /** Begins the stream. */
  accept(contentType = 'text/event-stream'): this {
    this.#response.writeHead(200, { 'Content-Type': contentType, 'Cache-Control': 'no-cache' }).flushHeaders();
    return this;
  }

  /** Answers with something else than a stream. */
  refuse(status: number, headers: Readonly<Record<string, string>> = {}): void {
    this.#response.writeHead(status, headers).end();
  }

  /** Sends chunks, each when the one before has left. */
  async send(...chunks: readonly (string | Buffer)[]): Promise<void> {
    for (const chunk of chunks) await new Promise((resolve) => this.#response.write(chunk, resolve));
  }

  /** Breaks the connection in the middle of the stream. */
  cut(): void {
    this.#response.destroy();
  }

  /** Ends the stream as it should be. */
  end(): void {
    this.#response.end();
  }
}
