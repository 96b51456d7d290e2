import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventLog } from '../log/event-log.ts';
import { parseChunked } from '../testing/chunked-body.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { numbered, numberedFrame, numberedFrames } from '../testing/sample-events.ts';
import { gapFrame, heartbeatFrame, startStill, STILL } from '../testing/still-stream.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { openLog } from '../testing/test-log.ts';
import { encodeFrame } from './frame.ts';
import { MOST_PER_PAGE } from './page.ts';

/** What the server may hold for one client. */
const MOST_HELD = 256 * 1024;

/** Makes the log's file answer only when the test lets it, from a sequence on. */
function holdReads(log: EventLog, from: number): { readonly asked: Promise<void>; readonly release: () => void } {
  const asked = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  const read = log.notImportedAfter.bind(log);
  log.notImportedAfter = async (after, limit) => {
    if (after >= from) {
      asked.resolve(undefined);
      await released.promise;
    }
    return read(after, limit);
  };
  return { asked: asked.promise.then(() => undefined), release: () => released.resolve(undefined) };
}

test('a replay longer than memory comes from the file, whole and in order', async (t) => {
  const { log, server } = await startStill(t, 3000);
  const client = await server.openFor(t, '', { lastEventId: `${log.epoch}-77` });
  const expected = heartbeatFrame(log, 77, 3000) + numberedFrames(log, 78, 3000) + heartbeatFrame(log, 3000, 3000);
  assert.equal(await client.bodyLike(expected), expected);
});

test('the second heartbeat stands exactly where the first one said that the head was', async (t) => {
  const { log, server } = await startStill(t, 200);
  const reads = holdReads(log, MOST_PER_PAGE);
  const client = await server.openFor(t, '?lastEventId=0');
  await reads.asked;
  await log.append(numbered(201, 300), 'each');
  reads.release();
  const expected =
    heartbeatFrame(log, 0, 200) +
    numberedFrames(log, 1, 200) +
    heartbeatFrame(log, 200, 300) +
    numberedFrames(log, 201, 300);
  assert.equal(await client.bodyLike(expected), expected);
});

test('a replay that retention overtakes says in its middle what is missing', async (t) => {
  const { log, server } = await startStill(t, 300, 300);
  const reads = holdReads(log, MOST_PER_PAGE);
  const client = await server.openFor(t, '?lastEventId=0');
  await reads.asked;
  await log.append(numbered(301, 500), 'each');
  reads.release();
  const expected =
    heartbeatFrame(log, 0, 300) +
    numberedFrames(log, 1, MOST_PER_PAGE) +
    gapFrame(log, `${log.epoch}-${MOST_PER_PAGE}`, 'trimmed', 200, 200) +
    numberedFrames(log, 201, 300) +
    heartbeatFrame(log, 300, 500) +
    numberedFrames(log, 301, 500);
  assert.equal(await client.bodyLike(expected), expected);
});

test('a replay that retention overtakes as a whole goes on with the oldest event kept', async (t) => {
  const { log, server } = await startStill(t, 300, 300);
  const reads = holdReads(log, MOST_PER_PAGE);
  const client = await server.openFor(t, '?lastEventId=0');
  await reads.asked;
  await log.append(numbered(301, 900), 'each');
  reads.release();
  const expected =
    heartbeatFrame(log, 0, 300) +
    numberedFrames(log, 1, MOST_PER_PAGE) +
    gapFrame(log, `${log.epoch}-${MOST_PER_PAGE}`, 'trimmed', 600, 600) +
    heartbeatFrame(log, 600, 900) +
    numberedFrames(log, 601, 900);
  assert.equal(await client.bodyLike(expected), expected);
});

test('a stream that cannot be read from the log is cut, so that its client comes back', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  await log.append(numbered(1, 10), 'each');
  const failures: unknown[] = [];
  const server = await StreamServer.startFor(t, log, { ...STILL, onReadFailure: (error) => failures.push(error) });
  const failure = new Error('the disk is gone');
  log.notImportedAfter = () => Promise.reject(failure);
  const client = await server.openFor(t, '?lastEventId=0');
  assert.equal(await client.closed, 'cut');
  assert.deepEqual(
    client.events.map(({ event }) => event),
    ['heartbeat'],
  );
  assert.deepEqual(failures, [failure]);
});

test('each silence ends with a heartbeat that carries the position, also when the filter let nothing through', async (t) => {
  const heartbeatMs = 300;
  const log = await openLog(t, { file: ':memory:' });
  const server = await StreamServer.startFor(t, log, { heartbeatMs });
  const everyone = await server.openFor(t);
  const nobody = await server.openFor(t, '?rfid=R0');
  await everyone.until((client) => client.of('heartbeat').length === 2);
  await log.append(numbered(1, 2), 'each');
  const storedAt = Date.now();
  for (const client of [everyone, nobody]) {
    await client.until(({ events }) => events.at(-1)?.id === `${log.epoch}-2` && events.at(-1)?.event === 'heartbeat');
  }
  const timesOf = everyone.of('heartbeat').map(({ data }) => Date.parse((JSON.parse(data) as { At: string }).At));
  const [first = 0, second = 0, third = 0] = timesOf;
  assert.ok(second - first >= heartbeatMs && third - storedAt >= heartbeatMs - 50);
  assert.deepEqual(
    everyone.events.map(({ id, event }) => `${event ?? ''} ${id ?? ''}`),
    ['heartbeat 0', 'heartbeat 0', 'message 1', 'message 2', 'heartbeat 2'].map((each) =>
      each.replace(' ', ` ${log.epoch}-`),
    ),
  );
  assert.equal(nobody.of('message').length, 0);
});

test('a replay of which the filter lets nothing through is not silent, however long it takes', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  await log.append(numbered(1, 1000), 'each');
  let elapsedMs = 0;
  const server = await StreamServer.startFor(t, log, { ...STILL, elapsedMs: () => elapsedMs });
  const read = log.notImportedAfter.bind(log);
  const isReading = Promise.withResolvers<void>();
  const mayRead = Promise.withResolvers<void>();
  log.notImportedAfter = async (after, limit) => {
    isReading.resolve();
    await mayRead.promise;
    return read(after, limit);
  };
  const client = await server.openFor(t, '?lastEventId=0&rfid=NOBODY');
  await isReading.promise;
  elapsedMs = 15_000;
  await client.until(({ events }) => events.length === 2);
  mayRead.resolve();
  await client.until(({ events }) => events.length === 3);
  assert.equal(
    client.text.replace(/^retry: \d+\n/, ''),
    [0, 0, 1000].map((at) => heartbeatFrame(log, at, 1000, 0)).join(''),
  );
});

test('a replay whose goal retention has passed tells of the gap once, and its position never goes back', async (t) => {
  const log = await openLog(t, { file: ':memory:', retainEvents: 150 });
  await log.append(numbered(1, 50), 'each');
  const server = await StreamServer.startFor(t, log, STILL);
  const read = log.notImportedAfter.bind(log);
  log.notImportedAfter = async (after, limit) => {
    log.notImportedAfter = read;
    await log.append(numbered(51, 230), 'each');
    return read(after, limit);
  };
  const client = await server.openFor(t, '?lastEventId=0');
  const expected =
    heartbeatFrame(log, 0, 50) +
    gapFrame(log, `${log.epoch}-0`, 'trimmed', 80, 80) +
    heartbeatFrame(log, 80, 230) +
    numberedFrames(log, 81, 230);
  assert.equal(await client.bodyLike(expected), expected);
});

for (const version of ['1.1', '1.0']) {
  test(`a client of HTTP/${version} that does not read costs no memory, delays nobody, and loses nothing`, async (t) => {
    const log = await openLog(t, { file: ':memory:' });
    const server = await StreamServer.startFor(t, log, STILL);
    const slow = await RawConnection.openFor(t, server.port);
    slow.request(`GET /events HTTP/${version}`);
    const fast = await server.openFor(t);
    await fast.until(({ events }) => events.length === 1);
    let mostHeld = 0;
    // More than the operating system takes by itself (4 MiB here), and than the newest events in memory (8 MiB).
    const total = 12_000;
    for (let first = 1; first <= total; first += 500) {
      await log.append(numbered(first, first + 499, { name: '\u{1F321}'.repeat(200) }), 'each');
      await fast.until(({ events }) => events.length === first + 500);
      mostHeld = Math.max(mostHeld, ...server.sockets.map((socket) => socket.writableLength));
    }
    assert.ok(mostHeld > 0 && mostHeld <= MOST_HELD, `${mostHeld} bytes are held`);
    const { events } = await log.between(0, total);
    const frames = events.map(({ sequence, data }) => encodeFrame({ id: log.idOf(sequence), event: 'message', data }));
    const expected = heartbeatFrame(log, 0, 0) + frames.join('');
    const bytes = await slow
      .read()
      .until((text) => text.includes(`id: ${log.epoch}-${total}\n`) && /\n\n(\r\n)?$/.test(text));
    const body = version === '1.1' ? parseChunked(bytes).chunks.join('') : bareBody(bytes);
    assert.ok(body.replace(/^retry: \d+\n/, '') === expected);
  });
}

/** The body of an answer without chunks. */
function bareBody(bytes: string): string {
  return Buffer.from(bytes.slice(bytes.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8');
}

test('a client that takes nothing for too long is dropped, an idle one is not, and the dropped one loses nothing', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  const stalled = Promise.withResolvers<undefined>();
  const server = await StreamServer.startFor(t, log, { stallMs: 500, onStalled: () => stalled.resolve(undefined) });
  const slow = await RawConnection.openFor(t, server.port);
  slow.request('GET /events HTTP/1.1');
  const idle = await server.openFor(t, '?rfid=R0');
  await idle.until(({ events }) => events.length === 1);
  const total = 10_000;
  await log.append(numbered(1, total, { name: '\u{1F321}'.repeat(200) }), 'each');
  await stalled.promise;
  assert.equal(server.hub.size, 1);
  const { chunks } = parseChunked(await slow.toEnd());
  const seen = [...chunks.join('').matchAll(/id: (\S+)\nevent: .+\ndata: .+\n\n/g)].map(([, id = '']) => id);
  const lastEventId = seen.at(-1) ?? '';
  assert.ok(seen.length < total);
  const again = await server.openFor(t, '', { lastEventId });
  await again.until((client) => client.of('heartbeat').length === 2);
  const ids = [...seen.slice(1), ...again.of('message').map(({ id }) => id)];
  assert.deepEqual(
    ids,
    Array.from({ length: total }, (_, index) => log.idOf(index + 1)),
  );
});

test('events of one commit come in one chunk, of at most 64', async (t) => {
  const { log, server } = await startStill(t, 0);
  const connection = await RawConnection.openFor(t, server.port);
  connection.request('GET /events HTTP/1.1').read();
  await connection.until((text) => text.includes('heartbeat'));
  await log.append(numbered(1, 3), 'each');
  // What two commits bring within one turn of the event loop would go out together.
  await connection.until((text) => text.endsWith(`${numberedFrame(log, 3)}\r\n`));
  await log.append(numbered(4, 153), 'each');
  const bytes = await connection.until((text) => text.endsWith(`${numberedFrame(log, 153)}\r\n`));
  assert.deepEqual(parseChunked(bytes).chunks.slice(2), [
    numberedFrames(log, 1, 3),
    numberedFrames(log, 4, 67),
    numberedFrames(log, 68, 131),
    numberedFrames(log, 132, 153),
  ]);
});
