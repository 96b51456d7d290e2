import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { ask } from '../testing/ask.ts';
import { numbered, numberedFrame, numberedFrames } from '../testing/sample-events.ts';
import { gapFrame, heartbeatFrame, STILL, startStill } from '../testing/still-stream.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { openLog, reading } from '../testing/test-log.ts';

test('a stream of an empty log begins at position 0', async (t) => {
  const { log, server } = await startStill(t, 0);
  const client = await server.openFor(t);
  const expected = heartbeatFrame(log, 0, 0);
  assert.equal(await client.bodyLike(expected), expected);
});

test('a stream that asks for nothing begins now, and what is stored afterwards follows', async (t) => {
  const { log, server } = await startStill(t, 3);
  const client = await server.openFor(t);
  await client.bodyLike(heartbeatFrame(log, 3, 3));
  await log.append(numbered(4, 5), 'each');
  const expected = heartbeatFrame(log, 3, 3) + numberedFrames(log, 4, 5);
  assert.equal(await client.bodyLike(expected), expected);
});

test('a stream after an id says how far behind it is, replays, and says so again when it has caught up', async (t) => {
  const { log, server } = await startStill(t, 5);
  const expected = heartbeatFrame(log, 2, 5) + numberedFrames(log, 3, 5) + heartbeatFrame(log, 5, 5);
  const byHeader = await server.openFor(t, '', { lastEventId: `${log.epoch}-2` });
  const byQuery = await server.openFor(t, `?lastEventId=${log.epoch}-2`);
  const byNumber = await server.openFor(t, '?lastEventId=2');
  for (const client of [byHeader, byQuery, byNumber]) assert.equal(await client.bodyLike(expected), expected);
});

test('the header counts before any query, as a browser that reconnects repeats its old query', async (t) => {
  const { log, server } = await startStill(t, 5);
  const query = `?lastEventId=${log.epoch}-1&last=5&since=1970-01-01T00:00:00Z`;
  const client = await server.openFor(t, query, { lastEventId: `${log.epoch}-4` });
  const expected = heartbeatFrame(log, 4, 5) + numberedFrame(log, 5) + heartbeatFrame(log, 5, 5);
  assert.equal(await client.bodyLike(expected), expected);
});

test('a duplicated Last-Event-ID means its last', async (t) => {
  const { log, server } = await startStill(t, 5);
  const expected = heartbeatFrame(log, 4, 5) + numberedFrame(log, 5) + heartbeatFrame(log, 5, 5);
  for (const separator of [', ', ',', ' ,', ', ,']) {
    const client = await server.openFor(t, '', { lastEventId: `${log.epoch}-3${separator}${log.epoch}-4` });
    assert.equal(await client.bodyLike(expected), expected);
  }
});

test('an empty id is none: the stream begins now', async (t) => {
  const { log, server } = await startStill(t, 5);
  const client = await server.openFor(t, '?lastEventId=', { lastEventId: '' });
  assert.equal(await client.bodyLike(heartbeatFrame(log, 5, 5)), heartbeatFrame(log, 5, 5));
});

test('an id at the head begins there, without a second heartbeat', async (t) => {
  const { log, server } = await startStill(t, 5);
  const client = await server.openFor(t, '', { lastEventId: `${log.epoch}-5` });
  await client.bodyLike(heartbeatFrame(log, 5, 5));
  await log.append(numbered(6, 6), 'each');
  const expected = heartbeatFrame(log, 5, 5) + numberedFrame(log, 6);
  assert.equal(await client.bodyLike(expected), expected);
});

test('position 0 of the log asks for everything', async (t) => {
  const { log, server } = await startStill(t, 5);
  const client = await server.openFor(t, `?lastEventId=${log.epoch}-0`);
  const expected = heartbeatFrame(log, 0, 5) + numberedFrames(log, 1, 5) + heartbeatFrame(log, 5, 5);
  assert.equal(await client.bodyLike(expected), expected);
});

test('last=N begins with the N newest events, with all when there are fewer, with none for 0', async (t) => {
  const { log, server } = await startStill(t, 5);
  for (const [count, position] of [
    [2, 3],
    [5, 0],
    [50, 0],
  ] as const) {
    const client = await server.openFor(t, `?last=${count}`);
    const expected =
      heartbeatFrame(log, position, 5) + numberedFrames(log, position + 1, 5) + heartbeatFrame(log, 5, 5);
    assert.equal(await client.bodyLike(expected), expected);
  }
  const client = await server.openFor(t, '?last=0');
  assert.equal(await client.bodyLike(heartbeatFrame(log, 5, 5)), heartbeatFrame(log, 5, 5));
});

test('last=N counts only what passes the filters', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  const server = await StreamServer.startFor(t, log, STILL);
  for (const [rfid, type] of [
    ['R1', 'message'],
    ['R2', 'message'],
    ['R1', 'backfill'],
    ['R2', 'message'],
    ['R1', 'message'],
    ['R2', 'backfill'],
  ] as const) {
    await log.append([reading({ rfid, type })], 'each');
  }
  const idsOf = async (query: string) => {
    const client = await server.openFor(t, query);
    await client.until((all) => all.of('heartbeat').length === 2);
    return client.events.filter(({ event }) => event !== 'heartbeat').map(({ id }) => id?.split('-')[1]);
  };
  assert.deepEqual(await idsOf('?last=2'), ['4', '5']);
  assert.deepEqual(await idsOf('?last=2&rfid=R1'), ['1', '5']);
  assert.deepEqual(await idsOf('?last=2&types=backfill'), ['3', '6']);
  assert.deepEqual(await idsOf('?last=1&types=backfill&rfid=R1'), ['3']);
  assert.deepEqual(await idsOf('?last=4&types=message,backfill&rfid=R2&rfid=R9'), ['2', '4', '6']);
});

test('since=T begins with the first event stored at that moment or later', async (t) => {
  let storedAt = Date.parse('2026-11-20T09:00:00Z');
  const log = await openLog(t, { file: ':memory:', now: () => storedAt });
  const server = await StreamServer.startFor(t, log, STILL);
  for (const number of [1, 2, 3]) {
    storedAt = Date.parse(`2026-11-20T09:0${number}:00Z`);
    await log.append(numbered(number, number), 'each');
  }
  for (const [since, position] of [
    ['2026-11-20T09:01:00Z', 0],
    ['2026-11-20T09:01:00.001Z', 1],
    ['2026-11-20T10:02:00%2B01:00', 1],
    ['2026-11-20T10:02:00+01:00', 1],
    ['1970-01-01T00:00:00Z', 0],
  ] as const) {
    const client = await server.openFor(t, `?since=${since}`);
    const expected =
      heartbeatFrame(log, position, 3) + numberedFrames(log, position + 1, 3) + heartbeatFrame(log, 3, 3);
    assert.equal(await client.bodyLike(expected), expected, since);
  }
  const future = await server.openFor(t, '?since=2100-01-01T00:00:00Z');
  assert.equal(await future.bodyLike(heartbeatFrame(log, 3, 3)), heartbeatFrame(log, 3, 3));
});

for (const query of [
  '?last=-1',
  '?last=1.5',
  '?last=10000001',
  '?last=1&last=2',
  '?last=',
  '?since=yesterday',
  '?since=2026-02-30T00:00:00Z',
  '?lastEventId=1&lastEventId=2',
  '?types=gap',
  '?rfid=%20',
]) {
  test(`${query} is answered 400, and the problem says what would do`, async (t) => {
    const { server } = await startStill(t, 0);
    const { status, headers, text } = await ask(`${server.url}/events${query}`);
    const problem = JSON.parse(text) as Record<string, string>;
    assert.deepEqual([status, headers['content-type']], [400, 'application/problem+json']);
    assert.deepEqual(
      [problem['code'], problem['title'], problem['type']],
      ['invalid-parameter', 'Bad Request', 'about:blank'],
    );
    assert.match(problem['detail'] ?? '', /^\?\w+=".*": .+; .+\.$/);
    assert.equal(server.limit.open, 0);
  });
}

test('an id of another epoch, or ahead of the head, is a gap: the stream goes on now', async (t) => {
  const { log, server } = await startStill(t, 5);
  for (const id of ['zzzzzz-3', `${log.epoch}-6`, '6', `${log.epoch}-9007199254740991`]) {
    const client = await server.openFor(t, '', { lastEventId: id });
    const expected = gapFrame(log, id, 'foreign', 0, 5) + heartbeatFrame(log, 5, 5);
    assert.equal(await client.bodyLike(expected), expected);
  }
});

test('an id that nobody gave is a gap, and comes back cut to 128 characters', async (t) => {
  const { log, server } = await startStill(t, 5);
  for (const id of [
    'garbage',
    `${log.epoch}-`,
    `${log.epoch}--1`,
    `${log.epoch}-1.5`,
    `${log.epoch}-9007199254740993`,
    'a,b',
    '{"a":1}',
    'x'.repeat(5000),
    `${log.epoch}-${'0'.repeat(122)}`,
  ]) {
    const client = await server.openFor(t, '', { lastEventId: id });
    const expected = gapFrame(log, id.slice(0, 128), 'unreadable', 0, 5) + heartbeatFrame(log, 5, 5);
    assert.equal(await client.bodyLike(expected), expected);
  }
});

test('an id of letters beyond ASCII or with line breaks comes back as it was, in one line', async (t) => {
  const { log, server } = await startStill(t, 5);
  const byQuery = await server.openFor(t, `?lastEventId=${encodeURIComponent('Zoë 🌡\r\nid: 1\n\n\0')}`);
  const expected = gapFrame(log, 'Zoë 🌡\r\nid: 1\n\n\0', 'unreadable', 0, 5) + heartbeatFrame(log, 5, 5);
  assert.equal(await byQuery.bodyLike(expected), expected);
  // [spec] HTML, 9.2.2: in the header an id is sent as UTF-8.
  const byHeader = await server.openFor(t, '', { lastEventId: Buffer.from('Zoë 🌡').toString('latin1') });
  const alsoExpected = gapFrame(log, 'Zoë 🌡', 'unreadable', 0, 5) + heartbeatFrame(log, 5, 5);
  assert.equal(await byHeader.bodyLike(alsoExpected), alsoExpected);
});

test('an id that retention has removed what follows it is a gap: the stream resumes with the oldest kept', async (t) => {
  const { log, server } = await startStill(t, 10, 4);
  const after = (requested: string) =>
    gapFrame(log, requested, 'trimmed', 6, 6) +
    heartbeatFrame(log, 6, 10) +
    numberedFrames(log, 7, 10) +
    heartbeatFrame(log, 10, 10);
  const byId = await server.openFor(t, '', { lastEventId: `${log.epoch}-5` });
  assert.equal(await byId.bodyLike(after(`${log.epoch}-5`)), after(`${log.epoch}-5`));
  const bySince = await server.openFor(t, '?since=1970-01-01T00:00:00Z');
  assert.equal(await bySince.bodyLike(after('1970-01-01T00:00:00Z')), after('1970-01-01T00:00:00Z'));
  const byCount = await server.openFor(t, '?last=5');
  assert.equal(await byCount.bodyLike(after('5')), after('5'));
});

test('the place just before the oldest event kept is no gap, and neither is a filter or a count that is there', async (t) => {
  const { log, server } = await startStill(t, 10, 4);
  const expected = heartbeatFrame(log, 6, 10) + numberedFrames(log, 7, 10) + heartbeatFrame(log, 10, 10);
  const byId = await server.openFor(t, '', { lastEventId: `${log.epoch}-6` });
  const byCount = await server.openFor(t, '?last=4');
  const byTag = await server.openFor(t, '?last=50&rfid=R546546');
  for (const client of [byId, byCount, byTag]) assert.equal(await client.bodyLike(expected), expected);
});

test('the default types written out, in any order and with others beside them, are no filter either', async (t) => {
  const { log, server } = await startStill(t, 10, 4);
  const expected =
    gapFrame(log, '5', 'trimmed', 6, 6) +
    heartbeatFrame(log, 6, 10) +
    numberedFrames(log, 7, 10) +
    heartbeatFrame(log, 10, 10);
  for (const types of ['message,acknowledgement', 'acknowledgement,message', 'message,acknowledgement,backfill']) {
    const client = await server.openFor(t, `?last=5&types=${types}`);
    assert.equal(await client.bodyLike(expected), expected, types);
  }
  const readingsOnly = await server.openFor(t, '?last=5&types=message');
  await readingsOnly.until((all) => all.of('heartbeat').length === 2);
  assert.deepEqual(readingsOnly.of('gap'), []);
});

test('imported readings kept do not stand in for removed ones that a stream would carry', async (t) => {
  const log = await openLog(t, { file: ':memory:', retainEvents: 8 });
  await log.append(numbered(1, 4), 'each');
  await log.append(
    Array.from({ length: 6 }, () => reading({ rfid: 'R2', type: 'backfill' })),
    'each',
  );
  const server = await StreamServer.startFor(t, log, STILL);
  const [, ...tooFew] = await eventsAfterGap(t, server, '?last=3');
  assert.deepEqual(tooFew, ['heartbeat', 'message', 'message', 'heartbeat']);
  const enough = await server.openFor(t, '?last=2');
  await enough.until((all) => all.of('heartbeat').length === 2);
  assert.deepEqual(enough.of('gap'), []);
});

test('whoever wants everything after a gap asks again from OldestKept and gets no gap', async (t) => {
  const { log, server } = await startStill(t, 10, 4);
  const lost = await server.openFor(t, '', { lastEventId: 'zzzzzz-3' });
  await lost.until((all) => all.events.length === 2);
  const { OldestKept } = JSON.parse(lost.of('gap')[0]?.data ?? '') as { OldestKept: string };
  const again = await server.openFor(t, `?lastEventId=${OldestKept}`);
  const expected = heartbeatFrame(log, 6, 10) + numberedFrames(log, 7, 10) + heartbeatFrame(log, 10, 10);
  assert.equal(await again.bodyLike(expected), expected);
});

async function eventsAfterGap(t: TestContext, server: StreamServer, query: string): Promise<(string | undefined)[]> {
  const client = await server.openFor(t, query);
  await client.until((all) => all.of('heartbeat').length === 2);
  assert.equal(client.events[0]?.event, 'gap');
  return client.events.map(({ event }) => event);
}
