import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbered } from '../testing/sample-events.ts';
import type { StreamClient } from '../testing/stream-client.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { openLog } from '../testing/test-log.ts';

test('fifty clients that come at any moment, from any place, get every event once and in order', async (t) => {
  const stored = 3000;
  const total = 6000;
  const seed = Date.now();
  t.diagnostic(`seed ${seed}`);
  const [sizes = []] = fc.sample(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 3000, maxLength: 3000 }), {
    seed,
    numRuns: 1,
  });
  const places = fc.sample(
    fc.record({ when: fc.integer({ min: stored, max: total }), how: fc.double({ min: 0, max: 1, noNaN: true }) }),
    {
      seed,
      numRuns: 50,
    },
  );
  const log = await openLog(t);
  await log.append(numbered(1, stored), 'each');
  const server = await StreamServer.startFor(t, log);
  const joining: Promise<readonly [StreamClient, number]>[] = [];
  const join = async (after: number) => {
    const client = await server.openFor(t, '', { lastEventId: log.idOf(after) });
    return [client, after] as const;
  };
  while (log.head < total) {
    const head = log.head;
    const size = Math.min(sizes.pop() ?? 1, total - head);
    const appending = log.append(numbered(head + 1, head + size), 'each');
    for (const { when, how } of places) {
      if (when >= head && when < head + size) joining.push(join(Math.floor(how * head)));
    }
    await appending;
  }
  assert.ok(joining.length > 40);
  for (const [client, after] of await Promise.all(joining)) {
    await client.until(
      ({ events }) => events.some(({ event, id }) => event === 'message' && id === log.idOf(total)) || after === total,
    );
    const expected = Array.from({ length: total - after }, (_, index) => log.idOf(after + 1 + index));
    assert.deepEqual(
      client.of('message').map(({ id }) => id),
      expected,
    );
  }
});

test('closing ends all streams cleanly, and one that comes a moment later too', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  const server = await StreamServer.startFor(t, log);
  const clients = await Promise.all([server.openFor(t), server.openFor(t)]);
  await Promise.all(clients.map((client) => client.until(({ events }) => events.length === 1)));
  server.hub.close();
  const late = await server.openFor(t);
  assert.deepEqual(await Promise.all([...clients, late].map(({ closed }) => closed)), ['ended', 'ended', 'ended']);
  assert.equal(server.hub.size, 0);
});
