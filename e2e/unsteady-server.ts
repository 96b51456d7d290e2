import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { readStaticFolder } from '../sse-backend/http/static-folder.ts';
import { freePort } from './free-port.ts';
import { streamPath } from './sse-contract/stream-order.ts';

/** What befalls a client after its first event. */
export type Trouble = 'stream ends' | 'connection refused' | '204' | '401' | '503';

/** The page that follows a stream by `SseService`, as `scripts/build.ts sse-contract` leaves it. */
const SERVICE_PAGE = readStaticFolder(join(import.meta.dirname, '..', 'dist-sse-contract', 'browser'));

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };

/** A server of one stream, to any origin, that gets into trouble when the test says so. */
export class UnsteadyServer {
  readonly #port: number;
  readonly #streams = new Set<ServerResponse>();
  readonly #requests: string[] = [];
  #server: Server | undefined;
  #status = 200;
  #news = Promise.withResolvers<void>();

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(test: TestContext): Promise<UnsteadyServer> {
    const server = new UnsteadyServer(await freePort());
    await server.listen();
    test.after(() => server.stop());
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get streamUrl(): string {
    return `${this.url}${streamPath(1)}?`;
  }

  /** Listens, again on the same port. */
  async listen(): Promise<void> {
    this.#server = createServer((request, response) => this.#answer(request.method, request.url ?? '/', response));
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
  }

  /** Breaks every connection and refuses new ones. */
  async stop(): Promise<void> {
    if (!this.#server?.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** Breaks the streams, and answers whoever comes back with this status. */
  refuseWith(status: number): void {
    this.#status = status;
    for (const stream of this.#streams) stream.destroy();
  }

  /** Ends the streams as a server does that restarts. */
  endStreams(): void {
    for (const stream of this.#streams) stream.end();
  }

  /** The address of the next request for the stream. */
  async nextRequest(): Promise<string> {
    while (this.#requests.length === 0) await this.#news.promise;
    return this.#requests.shift() ?? '';
  }

  #answer(method: string | undefined, url: string, response: ServerResponse): void {
    const { pathname } = new URL(url, this.url);
    const file = pathname.startsWith('/page/') ? SERVICE_PAGE.get(pathname.slice('/page'.length)) : undefined;
    if (method === 'OPTIONS') response.writeHead(204, CORS).end();
    else if (pathname === streamPath(1)) this.#answerStream(url, response);
    else if (file) response.writeHead(200, { 'Content-Type': file.type }).end(file.bytes);
    else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Same origin</title>');
  }

  #answerStream(url: string, response: ServerResponse): void {
    this.#requests.push(url);
    this.#news.resolve();
    this.#news = Promise.withResolvers();
    if (this.#status !== 200) {
      response.writeHead(this.#status, CORS).end();
      return;
    }
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/event-stream' }).write('retry: 100\nid: 1\ndata: one\n\n');
    this.#streams.add(response);
    response.once('close', () => this.#streams.delete(response));
  }
}
