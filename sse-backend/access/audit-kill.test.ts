import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { ask } from '../testing/ask.ts';
import { bearer } from '../testing/closed-app.ts';
import { ServerProcess } from '../testing/server-process.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { addToken } from '../testing/test-tokens.ts';

interface Entry {
  readonly Who: string;
  readonly Action: string;
  readonly Subject: string;
}

const CSV = 'Name,Temperature,RFID\nAnn,36.6C,R1\n';

function start(t: TestContext, data: string): Promise<ServerProcess> {
  return ServerProcess.startFor(t, ['--data', data]);
}

async function send(url: string, token: string, type: string, body: string) {
  const headers = { ...bearer(token), 'Content-Type': type };
  return ask(url, { method: 'POST', headers, body });
}

async function auditOf(server: ServerProcess, token: string): Promise<readonly string[]> {
  const { text } = await ask(`${server.url}/api/audit`, { headers: bearer(token) });
  const { Entries } = JSON.parse(text) as { readonly Entries: readonly Entry[] };
  return Entries.map(({ Who, Action, Subject }) => `${Who} ${Action} ${Subject}`).toReversed();
}

test('what was answered is in the audit after a kill -9 that follows at once, each time once', async (t) => {
  const data = tempFolder(t);
  const token = addToken(join(data, 'access.sqlite'), { scopes: ['operate', 'write'] });
  const first = await start(t, data);
  const reading = JSON.stringify({ Name: 'Ann', Temperature: '40C', RFID: 'R1' });
  const stored = await send(`${first.url}/api/readings`, token, 'application/json', reading);
  await first.kill9();
  const second = await start(t, data);
  const [alarm = ''] = (JSON.parse(stored.text) as { readonly Ids: readonly string[] }).Ids;
  const body = JSON.stringify({ Alarm: alarm });
  assert.equal((await send(`${second.url}/api/acknowledgements`, token, 'application/json', body)).status, 201);
  await second.kill9();
  const third = await start(t, data);
  const imported = await send(`${third.url}/api/imports`, token, 'text/csv', CSV);
  await third.kill9();
  const fourth = await start(t, data);
  assert.equal((await send(`${fourth.url}/api/session`, token, 'application/json', '')).status, 200);
  await fourth.kill9();
  const fifth = await start(t, data);
  const { Id } = JSON.parse(imported.text) as { readonly Id: string };
  const key = `token:${token.slice(3, 11)}`;
  const expected = ['ward store-readings 1', `ward acknowledge ${alarm}`, `ward import ${Id}`, `ward sign-in ${key}`];
  assert.deepEqual(await auditOf(fifth, token), expected);
});

test('readings that were answered are all counted in the audit after kill -9', async (t) => {
  const data = tempFolder(t);
  const token = addToken(join(data, 'access.sqlite'), { scopes: ['operate', 'write'] });
  const first = await start(t, data);
  const ids: string[] = [];
  const sensors = Array.from({ length: 8 }, async (_, sensor) => {
    const reading = JSON.stringify({ Name: 'Ann', Temperature: '36.6C', RFID: `R${sensor}` });
    for (;;) {
      const answer = await send(`${first.url}/api/readings`, token, 'application/json', reading);
      ids.push(...(JSON.parse(answer.text) as { readonly Ids: readonly string[] }).Ids);
      if (ids.length > 100) void first.kill9();
    }
  });
  await Promise.allSettled(sensors);
  const second = await start(t, data);
  const { text } = await ask(`${second.url}/api/status`, { headers: bearer(token) });
  const { Position } = JSON.parse(text) as { readonly Position: string };
  const head = Number(Position.split('-')[1]);
  assert.ok(head >= ids.length);
  assert.deepEqual(await auditOf(second, token), [`ward store-readings ${head}`]);
});

test('a sign-out is answered with 204 only when no kill -9 can undo it', async (t) => {
  const data = tempFolder(t);
  const file = join(data, 'access.sqlite');
  const token = addToken(file, { scopes: ['read'] });
  const first = await start(t, data);
  const { headers } = await send(`${first.url}/api/session`, token, 'application/json', '');
  const cookie = String(headers['set-cookie']).split(';')[0] ?? '';
  const signOut = (server: ServerProcess) =>
    ask(`${server.url}/api/session`, { method: 'DELETE', headers: { Cookie: cookie, Origin: server.url } });
  const read = async (server: ServerProcess) =>
    (await ask(`${server.url}/api/readings/latest`, { headers: { Cookie: cookie, Origin: server.url } })).status;
  assert.equal(await read(first), 200);

  const holder = new DatabaseSync(file, { timeout: 10_000 });
  holder.exec('BEGIN IMMEDIATE');
  const refused = await signOut(first);
  assert.deepEqual([refused.status, refused.headers['retry-after'] !== undefined], [503, true]);
  assert.equal(await read(first), 401);
  assert.equal((await signOut(first)).status, 503);
  holder.exec('ROLLBACK');
  holder.close();
  assert.equal((await signOut(first)).status, 204);
  await first.kill9();
  assert.equal(await read(await start(t, data)), 401);
});
