import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccessExpiry } from '../http/access-expiry.ts';
import { numbered, numberedFrame } from '../testing/sample-events.ts';
import { heartbeatFrame, startStill } from '../testing/still-stream.ts';
import type { StreamClient } from '../testing/stream-client.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { batchOf, beginImport, goodRows } from '../testing/test-import.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { EVERYONE } from './filter.ts';
import { Hub } from './hub.ts';
import type { Sink } from './sink.ts';

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

test('with imports among the readings, every stream gets what it asked for, once and in order, stored and live', async (t) => {
  const seed = Date.now();
  t.diagnostic(`seed ${seed}`);
  const step = fc.record({ isImported: fc.boolean(), count: fc.integer({ min: 1, max: 150 }), joins: fc.boolean() });
  const [steps = []] = fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { seed, numRuns: 1 });
  const log = await openLog(t);
  const server = await StreamServer.startFor(t, log);
  const total = steps.reduce((sum, { isImported, count }) => sum + (isImported ? count : 0), 0);
  await beginImport(log, 'bo', total);
  const queries = ['', '&types=backfill', '&types=message,backfill', '&types=message,backfill&rfid=B1', '&rfid=B1'];
  const joining: Promise<readonly [StreamClient, string, number]>[] = [];
  let imported = 0;
  let live = 0;
  for (const [index, { isImported, count, joins }] of steps.entries()) {
    const after = Math.floor((log.head * (index % 7)) / 6);
    for (const query of joins ? queries : []) {
      const opening = server.openFor(t, `?lastEventId=${after}${query}`);
      joining.push(opening.then((client) => [client, query, after] as const));
    }
    if (isImported) await log.imports.append(batchOf('bo', imported, goodRows(imported + 1, imported + count)));
    else await log.append(numbered(live + 1, live + count), 'each');
    if (isImported) imported += count;
    else live += count;
  }
  const { events } = await log.between(0, log.head);
  await log.append([reading({ rfid: 'B1', name: 'the last' })], 'each');
  const last = log.idOf(log.head);
  await log.imports.append(batchOf('bo', imported, goodRows(imported + 1, imported + 1)));
  const lastImported = log.idOf(log.head);
  for (const [client, query, after] of await Promise.all(joining)) {
    const types = /types=([a-z,]+)/.exec(query)?.[1]?.split(',') ?? ['message'];
    const end = types.includes('backfill') ? lastImported : last;
    await client.until(() => client.events.some(({ id, event }) => id === end && event !== 'heartbeat'));
    const expected = events.filter(({ sequence, type, rfid }) => {
      return sequence > after && types.includes(type) && (!query.includes('rfid=') || rfid === 'B1');
    });
    const ends = [types.includes('message') ? last : '', types.includes('backfill') ? lastImported : ''];
    assert.deepEqual(
      client.events.filter(({ event }) => event !== 'heartbeat').map(({ id }) => id),
      [...expected.map(({ sequence }) => log.idOf(sequence)), ...ends.filter((id) => id !== '')],
      `${query} after ${after}`,
    );
  }
});

test('a stream passes by imported readings without reading them, and its heartbeats stand behind them', async (t) => {
  const { log, server } = await startStill(t, 0);
  const total = 20_000;
  await beginImport(log, 'bo', total);
  const live = await server.openFor(t);
  await live.until(({ events }) => events.length === 1);
  let reads = 0;
  const read = log.notImportedAfter.bind(log);
  log.notImportedAfter = (after, limit) => {
    reads += 1;
    return read(after, limit);
  };
  await log.append(numbered(1, 1), 'each');
  for (let from = 0; from < total; from += 1000) {
    await log.imports.append(batchOf('bo', from, goodRows(from + 1, from + 1000)));
  }
  const replayed = await server.openFor(t, '?lastEventId=0');
  await replayed.until(({ events }) => events.length === 3);
  assert.equal(
    replayed.text.replace(/^retry: \d+\n/, ''),
    heartbeatFrame(log, 0, total + 1, 1) + numberedFrame(log, 1) + heartbeatFrame(log, total + 1, total + 1),
  );
  await log.append(numbered(2, 2), 'each');
  await live.until((client) => client.of('message').length === 2);
  assert.equal(live.of('message')[1]?.id, log.idOf(total + 2));
  assert.ok(reads <= 2, `${reads} pages were read`);
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

test('what was stored as the server stops still goes out, and then the stream ends', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  const server = await StreamServer.startFor(t, log);
  const client = await server.openFor(t);
  await client.until(({ events }) => events.length === 1);
  log.onStored(() => server.hub.close());
  await log.append(numbered(1, 3), 'each');
  assert.equal(await client.closed, 'ended');
  assert.equal(client.of('message').length, 3);
});

test('a client that takes nothing any more is dropped after a minute, hardly later', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  t.mock.timers.enable({ apis: ['setInterval'] });
  let now = 0;
  const hub = new Hub(log, { elapsedMs: () => now });
  const lastTakenAt = 6300;
  let cutAt: number | undefined;
  const sink: Sink = {
    isFull: true,
    pendingBytes: 1,
    get takenBytes() {
      return Math.min(now, lastTakenAt);
    },
    sendChunk: () => undefined,
    sendFrames: () => undefined,
    onceDrained: () => undefined,
    end: () => undefined,
    cut: () => (cutAt ??= now),
  };
  hub.subscribe(sink, EVERYONE, { position: log.head }, new AccessExpiry());
  for (; now < 90_000; now += 250) t.mock.timers.tick(250);
  hub.close();
  const silentMs = (cutAt ?? Infinity) - lastTakenAt;
  assert.ok(silentMs >= 60_000 && silentMs <= 64_000, `dropped after ${silentMs} ms`);
});
