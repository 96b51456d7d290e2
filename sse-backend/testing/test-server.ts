import { DeviceClocks } from '../clock/device-clocks.ts';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { IncomingRequest, Handler } from '../http/request-context.ts';
import { createHttpServer } from '../http/server.ts';
import { EventLog } from '../log/event-log.ts';
import { letIn } from './let-in.ts';

/** The time at which test servers live. */
export const NOW = Date.parse('2026-11-20T09:15:10.000Z');

/** Opens a real log in a folder of its own, which goes when the test ends. */
export async function openTestLog(t: TestContext): Promise<EventLog> {
  const folder = await mkdtemp(join(tmpdir(), 'vitalwire-'));
  const log = await EventLog.open({
    file: join(folder, 'log.sqlite'),
    rules: { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 }, alarmHoldMs: 0 },
    retainMs: 24 * 3_600_000,
    retainEvents: undefined,
    now: () => NOW,
  });
  t.after(async () => {
    await log.close();
    await rm(folder, { recursive: true });
  });
  return log;
}

/** A real HTTP server with one handler for all paths, closed when the test ends. */
export class TestServer {
  readonly origin: string;
  readonly #handled: () => Promise<void>;

  /** Serves a handler on a free port. */
  static async start(t: TestContext, handler: Handler): Promise<TestServer> {
    let isHandled = Promise.withResolvers<void>();
    const handle = async (incoming: IncomingRequest): Promise<void> => {
      try {
        await handler(await letIn(incoming, 'nothing'));
      } finally {
        isHandled.resolve();
        isHandled = Promise.withResolvers<void>();
      }
    };
    const server = createHttpServer({ handle, onFailure: () => undefined }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    t.after(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    return new TestServer(`http://127.0.0.1:${port}`, () => isHandled.promise);
  }

  private constructor(origin: string, handled: () => Promise<void>) {
    this.origin = origin;
    this.#handled = handled;
  }

  /** Resolves when the handler is next done with a request. */
  untilHandled(): Promise<void> {
    return this.#handled();
  }

  /** Posts a body; the answer is its status and its JSON. */
  async post(
    body: string | Uint8Array<ArrayBuffer>,
    type = 'application/json',
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.origin, { method: 'POST', body, headers: { 'Content-Type': type, ...headers } });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** No device has said anything against the clock yet. */
export function rightClocks(): DeviceClocks {
  return new DeviceClocks(
    () => 0,
    () => false,
  );
}
