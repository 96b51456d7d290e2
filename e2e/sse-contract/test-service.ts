import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import type { Browser } from 'playwright-core';
import { readStaticFolder } from '../../sse-backend/http/static-folder.ts';
import { ClientPage } from './client-page.ts';
import type { Mode, StreamOrder, Transport } from './stream-order.ts';
import { StreamPassage } from './stream-passage.ts';
import { BadRequest, readListenCommand, readWantedStream } from './stream-request.ts';
import { capabilitiesOf } from './capabilities.ts';

/** The page as `scripts/build.ts sse-contract` leaves it. */
const PAGE = join(import.meta.dirname, '..', '..', 'dist-sse-contract', 'browser');

/** Without a wait, a stream that is refused would be asked for as fast as the machine can. */
const LEAST_BACKOFF_MS = 100;

interface TestedStream {
  order: StreamOrder;
  readonly callbackUrl: string;
  readonly passage: StreamPassage;
}

/**
 * The test service of LaunchDarkly's `sse-contract-tests` for `SseService` (its protocol: docs/service_spec.md there). The client
 * under test is a page in a real browser, which has the suite's streams and sends its reports by way of this server.
 */
export class TestService {
  readonly #server: Server;
  readonly #transport: Transport;
  readonly #mode: Mode;
  readonly #streams = new Map<number, TestedStream>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #files = readStaticFolder(PAGE);
  #page: ClientPage | undefined;
  #lastId = 0;

  private constructor(transport: Transport, mode: Mode) {
    this.#transport = transport;
    this.#mode = mode;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Starts one on any free port. */
  static async start(browser: Browser, transport: Transport, mode: Mode = 'opaque'): Promise<TestService> {
    const service = new TestService(transport, mode);
    await once(service.#server.listen(0, '127.0.0.1'), 'listening');
    service.#page = await ClientPage.open(browser, `${service.url}/page/`);
    return service;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Resolves when the suite, or {@link close}, has ended it. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  async close(): Promise<void> {
    await this.#page?.close();
    this.#server.close();
    this.#server.closeAllConnections();
    this.#ended.resolve();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#dispatch(request, response);
    } catch (error) {
      const isRefusal = error instanceof BadRequest || error instanceof SyntaxError;
      if (response.headersSent) response.destroy();
      else response.writeHead(isRefusal ? 400 : 500).end(`${String(error)}\n`);
    }
  }

  async #dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    if (pathname.startsWith('/page/')) return this.#sendFile(pathname.slice('/page'.length), response);
    if (pathname === '/') return this.#answerRoot(request, response);
    const [, id, part, count] = /^\/streams\/(\d+)(?:\/(events|reports)(?:\/(\d+))?)?$/.exec(pathname) ?? [];
    const stream = this.#streams.get(Number(id));
    if (!stream) response.writeHead(404).end();
    else if (part === 'events') stream.passage.pass(request, response, searchParams);
    else if (part === 'reports') await callBack(`${stream.callbackUrl}/${count}`, await text(request), response);
    else if (request.method === 'POST') await this.#listen(stream, readListenCommand(await json(request)), response);
    else if (request.method === 'DELETE') await this.#leave(stream, response);
    else response.writeHead(405, { Allow: 'POST, DELETE' }).end();
  }

  async #answerRoot(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') await this.#follow(await json(request), response);
    else if (request.method === 'GET') this.#tellCapabilities(response);
    else if (request.method === 'DELETE') response.writeHead(204).end(() => void this.close());
    else response.writeHead(405, { Allow: 'GET, POST, DELETE' }).end();
  }

  #tellCapabilities(response: ServerResponse): void {
    const status = {
      name: `SseService (${this.#transport}, ${this.#mode})`,
      capabilities: capabilitiesOf(this.#transport),
    };
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(status));
  }

  async #follow(body: unknown, response: ServerResponse): Promise<void> {
    const wanted = readWantedStream(body, this.#transport);
    const { streamUrl, callbackUrl, initialDelayMs, lastEventId, request } = wanted;
    const id = (this.#lastId += 1);
    const order: StreamOrder = {
      id,
      transport: this.#transport,
      mode: this.#mode,
      types: ['message'],
      request,
      ...(lastEventId !== undefined && { lastEventId }),
      ...(initialDelayMs !== undefined && { leastBackoffMs: Math.max(initialDelayMs, LEAST_BACKOFF_MS) }),
    };
    this.#streams.set(id, { order, callbackUrl, passage: new StreamPassage(id, streamUrl, this.#mode) });
    await this.#page?.follow(order);
    response.writeHead(201, { Location: `${this.url}/streams/${id}` }).end();
  }

  /** `SseService` is told the types when it is subscribed to, so the page subscribes anew, to the very same stream. */
  async #listen(stream: TestedStream, type: string, response: ServerResponse): Promise<void> {
    const order = { ...stream.order, types: [...stream.order.types, type] };
    stream.order = order;
    await stream.passage.handOver(async () => this.#page?.follow(order));
    response.writeHead(204).end();
  }

  async #leave({ order }: TestedStream, response: ServerResponse): Promise<void> {
    this.#streams.delete(order.id);
    await this.#page?.leave(order.id);
    response.writeHead(204).end();
  }

  #sendFile(path: string, response: ServerResponse): void {
    const file = this.#files.get(path === '/' ? '/index.html' : path);
    if (file) response.writeHead(200, { 'Content-Type': file.type }).end(file.bytes);
    else response.writeHead(404).end();
  }
}

/** The suite no longer listens to what a test that has ended would have told: that is nobody's loss. */
async function callBack(url: string, body: string, response: ServerResponse): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const isHeard = await fetch(url, { method: 'POST', headers, body }).then(
    ({ ok }) => ok,
    () => false,
  );
  response.writeHead(isHeard ? 202 : 410).end();
}
