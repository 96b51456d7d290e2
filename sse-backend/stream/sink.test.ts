import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseChunked } from '../testing/chunked-body.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { numbered, numberedFrame, numberedFrames } from '../testing/sample-events.ts';
import { heartbeatFrame, startStill } from '../testing/still-stream.ts';

test('HTTP/1.0 gets the bare frames, and the end of the connection is the end of the stream', async (t) => {
  const { log, server } = await startStill(t, 2);
  const connection = await RawConnection.openFor(t, server.port);
  connection.request('GET /events?lastEventId=0 HTTP/1.0').read();
  await connection.until((text) => text.includes('"Behind":0}\n\n'));
  await log.append(numbered(3, 3), 'each');
  await connection.until((text) => text.includes(numberedFrame(log, 3)));
  server.hub.close();
  const [head, body] = (await connection.toEnd()).split('\r\n\r\n');
  assert.match(head ?? '', /^HTTP\/1\.1 200 OK\r\n/);
  assert.doesNotMatch(head ?? '', /Transfer-Encoding/);
  assert.match(head ?? '', /\r\nConnection: close$/);
  assert.equal(
    body?.replace(/^retry: \d+\n/, ''),
    heartbeatFrame(log, 0, 2) + numberedFrames(log, 1, 2) + heartbeatFrame(log, 2, 2) + numberedFrame(log, 3),
  );
});

test('every byte of a stream lies in well-formed chunks, with the last one at its end', async (t) => {
  const { log, server } = await startStill(t, 200);
  const connection = await RawConnection.openFor(t, server.port);
  connection.request('GET /events?lastEventId=3&rfid=R546546 HTTP/1.1').read();
  await log.append(numbered(201, 205), 'each');
  await connection.until((text) => text.includes(numberedFrame(log, 205)));
  server.hub.close();
  await connection.until((text) => text.endsWith('\r\n0\r\n\r\n'));
  const { chunks, isComplete } = parseChunked(connection.text);
  assert.equal(isComplete, true);
  const messages = chunks.join('').replace(/^retry: \d+\n|id: \S+\nevent: heartbeat\n.*\n\n/g, '');
  assert.equal(messages, numberedFrames(log, 4, 205));
});

test('a stream asked for behind another request on the same connection begins when that one is answered', async (t) => {
  const { log, server } = await startStill(t, 2);
  const connection = await RawConnection.openFor(t, server.port);
  connection.request('GET /healthz HTTP/1.1').request('GET /events?lastEventId=0 HTTP/1.1').read();
  await connection.until((text) => text.includes('"Behind":0}\n\n'));
  await log.append(numbered(3, 4), 'each');
  await connection.until((text) => text.includes(numberedFrame(log, 4)));
  server.hub.close();
  const text = await connection.until((all) => all.endsWith('\r\n0\r\n\r\n'));
  const secondAnswer = text.lastIndexOf('HTTP/1.1 200 OK');
  assert.match(text.slice(0, secondAnswer), /\r\n\r\n\{"Status":"ok"\}$/);
  const { chunks, isComplete } = parseChunked(text.slice(secondAnswer));
  assert.equal(isComplete, true);
  assert.equal(
    chunks.join('').replace(/^retry: \d+\n/, ''),
    heartbeatFrame(log, 0, 2) + numberedFrames(log, 1, 2) + heartbeatFrame(log, 2, 2) + numberedFrames(log, 3, 4),
  );
});

test('streams queued behind one another on one connection all go when it does', async (t) => {
  const { log, server } = await startStill(t, 0);
  const connection = await RawConnection.openFor(t, server.port);
  for (let count = 0; count < 5; count += 1) connection.request('GET /events HTTP/1.1');
  connection.read();
  await connection.until((text) => text.includes('heartbeat'));
  const other = await server.openFor(t);
  await log.append(numbered(1, 1), 'each');
  await other.until(({ events }) => events.length === 2);
  assert.equal(server.hub.size, 6);
  const closed = new Promise((resolve) => server.sockets[0]?.once('close', resolve));
  connection.cut();
  await closed;
  await log.append(numbered(2, 2), 'each');
  await other.until(({ events }) => events.length === 3);
  assert.deepEqual([server.hub.size, server.limit.open], [1, 1]);
});
