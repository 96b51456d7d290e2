import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { openLog } from '../testing/test-log.ts';

test('one stream too many is told when to come back, and a stream that goes makes room', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  const server = await StreamServer.startFor(t, log, { maxStreams: 2 });
  const first = await server.openFor(t);
  const clock = await StreamClient.open(`${server.url}/stream`);
  t.after(() => clock.cut());
  const refused = await ask(`${server.url}/events`);
  assert.deepEqual(refusal(refused), [503, 'too-many-streams']);
  const retryAfter = Number(refused.headers['retry-after']);
  assert.ok(Number.isInteger(retryAfter) && retryAfter >= 1 && retryAfter <= 10);
  assert.deepEqual(JSON.parse(refused.text), {
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'too-many-streams',
    detail: '2 streams are open, as many as this server takes (--max-streams); come back in a moment.',
  });
  assert.deepEqual(refusal(await ask(`${server.url}/stream`)), [503, 'too-many-streams']);
  const head = await ask(`${server.url}/events`, { method: 'HEAD' });
  assert.deepEqual([head.status, Number(head.headers['retry-after']) >= 1], [503, true]);
  const closed = new Promise((resolve) => server.sockets[0]?.once('close', resolve));
  first.cut();
  await closed;
  const next = await server.openFor(t);
  await next.until(({ events }) => events.length === 1);
  assert.equal(server.limit.open, 2);
});
