import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createApp, type App } from '../app.ts';
import { parseConfig } from '../config/config.ts';
import type { EventLogOptions } from '../log/event-log.ts';
import { Logger } from '../ops/logger.ts';

/** The whole server in this process. */
export interface RunningApp {
  readonly app: App;
  readonly url: string;
  readonly port: number;
  /** What it logged, a line each. */
  readonly logged: readonly string[];
}

/** Starts the app with the flags of its command line, on a free port and in memory unless they say otherwise. */
export async function startApp(test: TestContext, ...flags: string[]): Promise<RunningApp> {
  return startAppAt(test, {}, ...flags);
}

/** The same, with clocks that the test turns. */
export async function startAppAt(
  test: TestContext,
  clocks: Pick<EventLogOptions, 'now' | 'steady'>,
  ...flags: string[]
): Promise<RunningApp> {
  const config = parseConfig(['--data', ':memory:', ...flags], {}, import.meta.dirname);
  if (config === 'help') throw new TypeError('help is no server');
  const logged: string[] = [];
  const crash = (error: Error) => {
    throw error;
  };
  const app = await createApp(config, new Logger('info', (line) => logged.push(line)), crash, clocks);
  app.server.listen(0, '127.0.0.1');
  await once(app.server, 'listening');
  test.after(async () => {
    const closed = app.close();
    app.server.closeAllConnections();
    await closed;
  });
  const { port } = app.server.address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}`, port, logged };
}
