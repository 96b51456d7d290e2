import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Inbox } from './inbox.ts';
import { StreamConnection } from './stream-connection.ts';
import type { StreamReport } from './stream-order.ts';

/** What the test service tells of a stream: `count` is from the callback's path. */
export interface NumberedReport {
  readonly count: number;
  readonly report: StreamReport;
}

/** The suite's side of the protocol: serves streams under any path, and takes what is reported of them. */
export class StreamHarness {
  readonly #connections = new Map<string, Inbox<StreamConnection>>();
  readonly #answers = new Map<string, (connection: StreamConnection) => void>();
  readonly #reports = new Map<string, Inbox<NumberedReport>>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#take(request, response));
  }

  static async start(): Promise<StreamHarness> {
    const harness = new StreamHarness();
    await once(harness.#server.listen(0, '127.0.0.1'), 'listening');
    return harness;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** Where something with this name is: a stream, or under `callbacks/` what takes reports. */
  urlOf(name: string): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${name}`;
  }

  /** The requests for a stream. */
  connectionsTo(name: string): Inbox<StreamConnection> {
    return inboxOf(this.#connections, name);
  }

  /** Answers every request for a stream, also those that have come already; until {@link takeRequests}. */
  answerRequests(name: string, answer: (connection: StreamConnection) => void): void {
    this.#answers.set(name, answer);
    this.connectionsTo(name).drain().forEach(answer);
  }

  /** Goes back to keeping the requests for a stream until somebody takes them. */
  takeRequests(name: string): void {
    this.#answers.delete(name);
  }

  /** The reports of a stream in the order in which they came. */
  reportsOf(name: string): Inbox<NumberedReport> {
    return inboxOf(this.#reports, name);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, name = '', count] = /^\/callbacks\/([^/]+)\/(\d+)$/.exec(request.url ?? '') ?? [];
    const body = await text(request);
    if (count === undefined) {
      const path = (request.url ?? '').slice(1);
      const connection = new StreamConnection(request, body, response);
      const answer = this.#answers.get(path);
      if (answer) answer(connection);
      else this.connectionsTo(path).put(connection);
    } else {
      this.reportsOf(name).put({ count: Number(count), report: JSON.parse(body) as StreamReport });
      response.writeHead(202).end();
    }
  }
}

function inboxOf<Item>(inboxes: Map<string, Inbox<Item>>, name: string): Inbox<Item> {
  const inbox = inboxes.get(name) ?? new Inbox<Item>();
  inboxes.set(name, inbox);
  return inbox;
}
