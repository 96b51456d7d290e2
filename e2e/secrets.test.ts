import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { ask, type Question } from '../sse-backend/testing/ask.ts';
import { runToEnd, ServerProcess } from '../sse-backend/testing/server-process.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';

test('no token, secret or cookie is in what a server prints at its most talkative, nor in any of its files', async (t) => {
  const data = tempFolder(t);
  const used = await makeToken(data, 'used');
  const revoked = await makeToken(data, 'revoked');
  await runToEnd(['token', 'revoke', '--name', 'revoked', '--data', data]);
  const server = await ServerProcess.start(['--data', data, '--log-level', 'debug']);
  t.after(() => server.kill9());
  const forged = `${used.slice(0, -8)}AAAAAAAA`;
  const jwt = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';
  const send = (path: string, question: Question = {}) => ask(server.url + path, question);
  const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

  for (const token of [used, revoked, forged, jwt]) {
    await send('/api/readings/latest', { headers: bearer(token) });
    await send('/api/session', { method: 'POST', headers: bearer(token) });
    await send('/api/status', { headers: { Cookie: `session=${token}` } });
    await send(`/api/status?access_token=${token}`);
    await send(`/api/${token}`);
    await send('/api/status', { headers: { Authorization: `Basic ${token}` } });
    const headers = { ...bearer(used), 'Content-Type': 'application/json' };
    await send('/api/readings', { method: 'POST', headers, body: `{"${token}` });
  }
  const [cookie = ''] =
    (await send('/api/session', { method: 'POST', headers: bearer(used) })).headers['set-cookie'] ?? [];
  const [, value = '', payload = '', signature = ''] = /^[\w-]+=(([\w-]+)\.([\w-]+));/.exec(cookie) ?? [];
  assert.ok(signature.length > 40, 'there is a cookie to look for');
  const named = cookie.split(';')[0] ?? '';
  assert.equal((await send('/api/status', { headers: { Cookie: named } })).status, 200);
  const tampered = `${named.slice(0, -6)}AAAAAA`;
  await send('/api/status', { headers: { Cookie: tampered } });
  await send('/api/session', { method: 'DELETE', headers: { Cookie: named, Origin: server.url } });
  await send('/api/status', { headers: { Cookie: named } });

  assertPrivate(data);
  const target = join(tempFolder(t), 'secrets.backup');
  const backup = await runToEnd(['backup', target, '--data', data]);
  assert.equal(backup.code, 0, backup.stderr);
  const { stdout, stderr } = await server.stop();
  assertPrivate(data);
  assert.match(stderr, /"level":"debug"/);

  const secrets = [used, revoked, forged, jwt].map((token) => token.slice(12)).concat(value, payload, signature);
  for (const [place, text] of [
    ['output', stdout + stderr + backup.stdout + backup.stderr],
    ...contents(data, target),
  ]) {
    for (const secret of secrets) assert.ok(!text.includes(secret), `${secret} is in ${place}`);
  }
});

/** Makes a token as an operator does, who sees it nowhere but here. */
async function makeToken(data: string, name: string): Promise<string> {
  const { code, stdout, stderr } = await runToEnd([
    'token',
    'add',
    '--name',
    name,
    '--scope',
    'write',
    '--scope',
    'read',
    '--data',
    data,
  ]);
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

/** Checks that nobody but their owner can read the files, those included that are there only while a server runs. */
function assertPrivate(data: string): void {
  for (const path of [data, ...below(data)]) {
    const stat = statSync(path);
    assert.equal(stat.mode & 0o777, stat.isDirectory() ? 0o700 : 0o600, path);
  }
}

function contents(data: string, backup: string): (readonly [string, string])[] {
  const files = below(data).filter((path) => statSync(path).isFile());
  return [...files, backup].map((file) => [file, readFileSync(file, 'latin1')]);
}

/** The paths of all files and folders in a folder. */
function below(folder: string): string[] {
  return readdirSync(folder, { encoding: 'utf8', recursive: true }).map((name) => join(folder, name));
}
