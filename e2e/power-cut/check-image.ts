import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createApp, type App } from '../../sse-backend/app.ts';
import { parseConfig } from '../../sse-backend/config/config.ts';
import type { ImportState } from '../../sse-backend/contract/import.ts';
import { Logger } from '../../sse-backend/ops/logger.ts';
import { ask } from '../../sse-backend/testing/ask.ts';
import { StreamClient } from '../../sse-backend/testing/stream-client.ts';
import { bearer } from '../bearer.ts';
import type { Acknowledged } from './acknowledged.ts';
import { checkEvents, readEvents } from './check-events.ts';

/** Starts a server on what a power cut left, and lets it finish the imports; gives what is wrong. */
export async function checkImage(
  folder: string,
  acknowledged: readonly Acknowledged[],
  token: string,
): Promise<readonly string[]> {
  const crashed = Promise.withResolvers<never>();
  const faults: string[] = [];
  try {
    const started = startServer(folder, crashed.reject);
    faults.push(
      ...(await Promise.race([started.then((app) => checkServer(app, acknowledged, token)), crashed.promise])),
    );
  } catch (error) {
    faults.push(String(error));
  }
  return [...new Set(faults), ...checkFiles(folder)];
}

async function startServer(folder: string, onCrash: (error: Error) => void): Promise<App> {
  const config = parseConfig(['--data', folder], {}, folder);
  if (config === 'help') throw new TypeError('help is no server');
  const app = await createApp(config, new Logger('error', () => undefined), onCrash);
  await once(app.server.listen(0, '127.0.0.1'), 'listening');
  return app;
}

async function checkServer(app: App, acknowledged: readonly Acknowledged[], token: string): Promise<string[]> {
  try {
    const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const faults = checkEvents(await readEvents(app.log), acknowledged, { areImportsOver: false });
    if (acknowledged.some(({ kind }) => kind === 'token')) {
      faults.push(...(await checkAccess(url, acknowledged, token)));
      await untilImported(url, token);
    }
    return [...faults, ...checkEvents(await readEvents(app.log), acknowledged, { areImportsOver: true })];
  } finally {
    const closed = app.close();
    app.server.closeAllConnections();
    await closed;
  }
}

async function checkAccess(url: string, acknowledged: readonly Acknowledged[], token: string): Promise<string[]> {
  const faults: string[] = [];
  if (!(await isSignedIn(url, bearer(token)))) faults.push('missing: the token');
  for (const each of acknowledged) {
    if (each.kind !== 'sign-out') continue;
    if (await isSignedIn(url, { Cookie: each.cookie })) faults.push(`missing: the sign-out of ${each.cookie}`);
  }
  return faults;
}

async function isSignedIn(url: string, headers: Readonly<Record<string, string>>): Promise<boolean> {
  const { text } = await ask(`${url}/api/session`, { headers });
  return (JSON.parse(text) as { readonly Name: string | null }).Name !== null;
}

/** Waits until all imports are over. */
async function untilImported(url: string, token: string): Promise<void> {
  const headers = bearer(token);
  const { text } = await ask(`${url}/api/imports`, { headers });
  for (const { Id } of (JSON.parse(text) as { readonly Imports: readonly ImportState[] }).Imports) {
    const stream = await StreamClient.open(`${url}/api/imports/${Id}/events`, { headers });
    await stream.until((client) => client.of('done').length > 0);
    stream.cut();
  }
}

function checkFiles(folder: string): readonly string[] {
  return ['log.sqlite', 'access.sqlite'].flatMap((name) => {
    const found = integrityOf(join(folder, name));
    return found === 'ok' ? [] : [`${name}: ${found}`];
  });
}

function integrityOf(file: string): string {
  const database = new DatabaseSync(file);
  try {
    const rows = database.prepare('PRAGMA integrity_check').all();
    return rows.map(({ integrity_check: found }) => String(found)).join('; ');
  } catch (error) {
    return String(error);
  } finally {
    database.close();
  }
}
