import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask } from '../testing/ask.ts';
import { bearer, startClosed } from '../testing/closed-app.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { reading } from '../testing/test-log.ts';
import { addToken, revokeToken } from '../testing/test-tokens.ts';

const PATHS = ['/events', '/stream', '/sse'];

test('every stream says that its token was revoked, tells nothing more, and ends cleanly a second later', async (t) => {
  const { app, url, token, accessFile } = await startClosed(t);
  const open = (path: string) => StreamClient.open(url + path, { headers: bearer(token) });
  const streams = await Promise.all(PATHS.map(open));
  await Promise.all(streams.map((stream) => stream.until(({ events }) => events.length > 0)));
  t.mock.timers.enable({ apis: ['setTimeout'] });
  revokeToken(accessFile, 'ward');
  await Promise.all(streams.map((stream) => stream.until((each) => each.of('session-expired').length > 0)));
  await app.log.append([reading()], 'each');
  t.mock.timers.tick(999);
  // The server has done what it does at this moment when it answers.
  await ask(`${url}/healthz`);
  const firstToEnd = Promise.race(streams.map(({ closed }) => closed));
  assert.equal(await Promise.race([firstToEnd, Promise.resolve('all are open')]), 'all are open');
  t.mock.timers.tick(1);
  assert.deepEqual(await Promise.all(streams.map(({ closed }) => closed)), ['ended', 'ended', 'ended']);
  for (const { text } of streams) assert.match(text, /\n\nevent: session-expired\ndata: \{"Reason":"revoked"\}\n\n$/);
});

test('a stream ends when its token expires', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
  const { url, accessFile } = await startClosed(t);
  const token = addToken(accessFile, { name: 'for a while', expiresAt: Date.now() + 3_600_000 });
  const stream = await StreamClient.open(`${url}/events`, { headers: bearer(token) });
  t.mock.timers.setTime(Date.now() + 3_600_000);
  assert.equal(await stream.closed, 'ended');
  assert.match(stream.text, /event: session-expired\ndata: \{"Reason":"expired"\}\n\n$/);
});

test('streams that were begun while nobody had to sign in end with the first token', async (t) => {
  for (const flags of [[], ['--allow-anonymous']]) {
    const folder = tempFolder(t);
    const { url } = await startApp(t, '--data', folder, ...flags);
    const streams = await Promise.all(PATHS.map((path) => StreamClient.open(url + path)));
    addToken(join(folder, 'access.sqlite'));
    assert.deepEqual(await Promise.all(streams.map(({ closed }) => closed)), ['ended', 'ended', 'ended']);
    for (const { text } of streams) assert.match(text, /event: session-expired\ndata: \{"Reason":"revoked"\}\n\n$/);
  }
});
