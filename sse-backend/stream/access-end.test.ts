import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
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
  revokeToken(accessFile, 'ward');
  await Promise.all(streams.map((stream) => stream.until((each) => each.of('session-expired').length > 0)));
  const toldAt = performance.now();
  await app.log.append([reading()], 'each');
  assert.deepEqual(await Promise.all(streams.map(({ closed }) => closed)), ['ended', 'ended', 'ended']);
  const grace = performance.now() - toldAt;
  assert.ok(grace > 500 && grace < 20_000, `${grace} ms`);
  for (const { text } of streams) assert.match(text, /\n\nevent: session-expired\ndata: \{"Reason":"revoked"\}\n\n$/);
});

test('a stream ends when its token expires', async (t) => {
  const { url, accessFile } = await startClosed(t);
  const token = addToken(accessFile, { name: 'for a moment', expiresAt: Date.now() + 5000 });
  const stream = await StreamClient.open(`${url}/events`, { headers: bearer(token) });
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
