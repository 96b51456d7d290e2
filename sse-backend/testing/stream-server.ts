import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { refuseUnknownPath, route } from '../http/router.ts';
import { createHttpServer } from '../http/server.ts';
import { answerHealth } from '../ops/health.ts';
import type { EventLog } from '../log/event-log.ts';
import { Clock } from '../stream/clock.ts';
import { EVENTS_PARAMETERS } from '../stream/events-parameters.ts';
import { eventsHandler } from '../stream/events.ts';
import { Hub, type HubOptions } from '../stream/hub.ts';
import { letIn } from './let-in.ts';
import { StreamLimit } from '../stream/stream-limit.ts';
import { StreamClient, type StreamOptions } from './stream-client.ts';

export interface StreamServerOptions extends HubOptions {
  readonly maxStreams?: number;
}

/** The streams of a log over real HTTP, in this process: with times of the test's own, and sockets to look into. */
export class StreamServer {
  readonly url: string;
  readonly port: number;
  readonly hub: Hub;
  readonly limit: StreamLimit;
  /** The server's ends of all connections made so far. */
  readonly sockets: readonly Socket[];

  private constructor(port: number, hub: Hub, limit: StreamLimit, sockets: readonly Socket[]) {
    this.url = `http://127.0.0.1:${port}`;
    this.port = port;
    this.hub = hub;
    this.limit = limit;
    this.sockets = sockets;
  }

  /** Serves a log until the test is over. */
  static async startFor(test: TestContext, log: EventLog, options: StreamServerOptions = {}): Promise<StreamServer> {
    const { maxStreams = 1000, ...hubOptions } = options;
    const hub = new Hub(log, hubOptions);
    const clock = new Clock();
    const limit = new StreamLimit(maxStreams);
    const routes = [
      {
        path: '/events',
        methods: { GET: { needs: 'read', query: EVENTS_PARAMETERS, handle: eventsHandler({ log, hub, limit }) } },
      },
      { path: '/stream', methods: { GET: { needs: 'read', handle: clock.handler(limit) } } },
      { path: '/healthz', methods: { GET: { needs: 'nothing', handle: answerHealth } } },
    ] as const;
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => failures.push(error);
    const server = createHttpServer({ handle: route(routes, refuseUnknownPath, letIn), onFailure });
    const sockets: Socket[] = [];
    server.on('connection', (socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    test.after(() => {
      hub.close();
      clock.close();
      server.close().closeAllConnections();
    });
    return new StreamServer((server.address() as AddressInfo).port, hub, limit, sockets);
  }

  /** Opens `GET /events` with a query, for as long as the test lasts. */
  async openFor(test: TestContext, query = '', options: StreamOptions = {}): Promise<StreamClient> {
    const client = await StreamClient.open(`${this.url}/events${query}`, options);
    test.after(() => client.cut());
    return client;
  }
}
