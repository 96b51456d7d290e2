import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RawConnection } from '../testing/raw-connection.ts';
import { heartbeatFrame, STILL, startStill } from '../testing/still-stream.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { openLog, reading } from '../testing/test-log.ts';

test('the answer begins with its headers, the time to reconnect and a heartbeat, at once', async (t) => {
  const { log, server } = await startStill(t, 3);
  const connection = await RawConnection.openFor(t, server.port);
  connection.request('GET /events HTTP/1.1').read();
  const text = await connection.until((all) => all.includes('"Behind":0}\n\n\r\n'));
  const frame = heartbeatFrame(log, 3, 3);
  assert.equal(
    text.replace(/Date: .* GMT/, 'Date: now').replace(/retry: [1-4]\d{3}\n/, 'retry: 2314\n'),
    'HTTP/1.1 200 OK\r\n' +
      'X-Content-Type-Options: nosniff\r\n' +
      'Referrer-Policy: no-referrer\r\n' +
      "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n" +
      'Cross-Origin-Resource-Policy: same-origin\r\n' +
      'X-Frame-Options: DENY\r\n' +
      'Content-Type: text/event-stream; charset=utf-8\r\n' +
      'Cache-Control: no-store, no-transform\r\n' +
      'X-Accel-Buffering: no\r\n' +
      'Transfer-Encoding: chunked\r\n' +
      'Date: now\r\n' +
      'Connection: keep-alive\r\n' +
      'Keep-Alive: timeout=5\r\n' +
      '\r\n' +
      'c\r\nretry: 2314\n\r\n' +
      `${frame.length.toString(16)}\r\n${frame}\r\n`,
  );
});

test('no stream has a block without data: Go and Python clients would take it for an empty event', async (t) => {
  const { server } = await startStill(t, 2);
  const gap = await server.openFor(t, '?lastEventId=other-9');
  const replay = await server.openFor(t, '?last=2');
  const clock = await StreamClient.open(`${server.url}/stream`);
  t.after(() => clock.cut());
  await Promise.all([gap, replay, clock].map((client) => client.until(({ events }) => events.length >= 2)));
  for (const { text } of [gap, replay, clock]) {
    const blocks = text.split('\n\n').slice(0, -1);
    assert.match(blocks[0] ?? '', /^retry: [1-4]\d{3}\n/);
    for (const block of blocks) assert.match(block, /^data: /m);
  }
});

test('each connection is told a time of its own to reconnect, between 1 and 4 seconds', async (t) => {
  const { server } = await startStill(t, 0);
  const clients = await Promise.all(Array.from({ length: 20 }, () => server.openFor(t)));
  await Promise.all(clients.map((client) => client.until(({ retryMs }) => retryMs !== undefined)));
  const times = clients.map(({ retryMs }) => retryMs ?? 0);
  assert.ok(times.every((time) => time >= 1000 && time <= 4000));
  assert.ok(new Set(times).size > 15);
});

test('a filter by tag lets only that tag through, and the heartbeat still carries the position', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  await log.append([reading({ rfid: 'R1' }), reading({ rfid: 'R2' }), reading({ rfid: 'R1' })], 'each');
  const server = await StreamServer.startFor(t, log, STILL);
  const client = await server.openFor(t, '?lastEventId=0&rfid=R2');
  await client.until((all) => all.of('heartbeat').length === 2);
  assert.deepEqual(
    client.events.map(({ id, event }) => [id, event]),
    [
      [`${log.epoch}-0`, 'heartbeat'],
      [`${log.epoch}-2`, 'message'],
      [`${log.epoch}-3`, 'heartbeat'],
    ],
  );
});

test('imported readings come only when asked for', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  await log.append([reading({ rfid: 'R1' }), reading({ rfid: 'R2', type: 'backfill' })], 'each');
  const server = await StreamServer.startFor(t, log, STILL);
  const eventsOf = async (query: string) => {
    const client = await server.openFor(t, query);
    await client.until((all) => all.of('heartbeat').length === 2);
    return client.events.map(({ event }) => event);
  };
  assert.deepEqual(await eventsOf('?lastEventId=0'), ['heartbeat', 'message', 'heartbeat']);
  assert.deepEqual(await eventsOf('?lastEventId=0&types=message,backfill'), [
    'heartbeat',
    'message',
    'backfill',
    'heartbeat',
  ]);
  assert.deepEqual(await eventsOf('?lastEventId=0&types=backfill'), ['heartbeat', 'backfill', 'heartbeat']);
});

test('HEAD has the headers of the stream, nothing else, and is no stream', async (t) => {
  const { server } = await startStill(t, 3);
  const connection = await RawConnection.openFor(t, server.port);
  connection.request('HEAD /events HTTP/1.1', 'Connection: close');
  const text = await connection.toEnd();
  assert.match(text, /^HTTP\/1\.1 200 OK\r\n/);
  assert.match(text, /\r\nContent-Type: text\/event-stream; charset=utf-8\r\n/);
  assert.match(text, /\r\nConnection: close\r\n\r\n$/);
  assert.deepEqual([server.limit.open, server.hub.size], [0, 0]);
});

test('a stream is given up when its client goes, also before the log has found where it begins', async (t) => {
  const { log, server } = await startStill(t, 3);
  const found = Promise.withResolvers<undefined>();
  const beforeNewest = log.beforeNewest.bind(log);
  log.beforeNewest = async (...query) => {
    await found.promise;
    return beforeNewest(...query);
  };
  const client = await server.openFor(t, '?last=1');
  assert.equal(server.limit.open, 1);
  const [socket] = server.sockets;
  const closed = new Promise((resolve) => socket?.once('close', resolve));
  client.cut();
  await closed;
  found.resolve(undefined);
  await log.latest();
  assert.deepEqual([server.limit.open, server.hub.size], [0, 0]);
});
