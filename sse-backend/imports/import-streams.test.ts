import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import type { ImportEvent } from '../log/import-shapes.ts';
import { ask, refusal } from '../testing/ask.ts';
import { bearer, startClosed } from '../testing/closed-app.ts';
import { ImportServer, refusedRow } from '../testing/import-server.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { revokeToken } from '../testing/test-tokens.ts';

const EXTENT = '"Rows":0,"Accepted":0,"Duplicates":0,"Rejected":0,"Bytes":0,"TotalBytes":1000,"Percent":0';

/** The first event of every import. */
const QUEUED = `id: import0001-1\nevent: progress\ndata: {"Phase":"queued",${EXTENT},"RowsPerSecond":null,"SecondsLeft":null}\n\n`;
const CANCELLED = `id: import0001-2\nevent: done\ndata: {${EXTENT},"Seconds":0,"Outcome":"cancelled"}\n\n`;

function eventsUrl({ url }: ImportServer, id = 'import0001', query = ''): string {
  return `${url}/api/imports/${id}/events${query}`;
}

function ids({ events }: StreamClient): readonly (string | undefined)[] {
  return events.map(({ id }) => id);
}

test('an import is told from its first event to its end, as it happens, and then the stream ends', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  const stream = await StreamClient.open(eventsUrl(server));
  await stream.until(({ events }) => events.length === 1);
  await server.book.end(id, { outcome: 'cancelled' });
  assert.equal(await stream.closed, 'ended');
  assert.match(stream.text, /^retry: [1-4]\d{3}\nid: /);
  assert.equal(stream.text.replace(/^retry: \d+\n/, ''), QUEUED + CANCELLED);
  assert.deepEqual(
    [stream.headers['content-type'], stream.headers['cache-control'], stream.headers['x-accel-buffering']],
    ['text/event-stream; charset=utf-8', 'no-store, no-transform', 'no'],
  );
});

test('who comes back after an event gets what came after it, by header before query', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  await server.store(id, [refusedRow(2, 'a'), refusedRow(3, 'b')]);
  await server.book.end(id, { outcome: 'completed' });
  const whole = await StreamClient.open(eventsUrl(server));
  await whole.closed;
  const all = ids(whole);
  assert.deepEqual(all.slice(0, 3), [`${id}-1`, `${id}-2`, `${id}-3`]);
  const after = await StreamClient.open(eventsUrl(server, id, `?lastEventId=${id}-2`));
  await after.closed;
  assert.deepEqual(ids(after), all.slice(2));
  const byHeader = await StreamClient.open(eventsUrl(server, id, `?lastEventId=${id}-1`), { lastEventId: `${id}-2` });
  await byHeader.closed;
  assert.deepEqual(ids(byHeader), all.slice(2));
});

test('an id of another import, of a place that is not there yet, or of nothing at all gives the whole story', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  await server.create({ id: 'import0002' });
  await server.book.end(id, { outcome: 'cancelled' });
  for (const lastEventId of ['import0002-1', `${id}-3`, `${id}-0`, `${id}-`, 'x', '-1', `${id}-99999999999999999999`]) {
    const stream = await StreamClient.open(eventsUrl(server), { lastEventId });
    await stream.closed;
    assert.deepEqual(ids(stream), [`${id}-1`, `${id}-2`], lastEventId);
  }
});

test('who has been told the end is told to stay away, so that an EventSource does not come back for ever', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  await server.book.end(id, { outcome: 'cancelled' });
  for (const method of ['GET', 'HEAD']) {
    const { status, text } = await ask(eventsUrl(server), { method, headers: { 'Last-Event-ID': `${id}-2` } });
    assert.deepEqual([status, text], [204, '']);
  }
});

test('HEAD is answered as GET is, without a stream, and an unknown import is not found', async (t) => {
  const server = await ImportServer.startFor(t);
  await server.create();
  const head = await ask(eventsUrl(server), { method: 'HEAD' });
  assert.deepEqual(
    [head.status, head.headers['content-type'], head.text],
    [200, 'text/event-stream; charset=utf-8', ''],
  );
  assert.deepEqual(refusal(await ask(eventsUrl(server, 'import0009'))), [404, 'not-found']);
  const twice = await ask(eventsUrl(server, 'import0001', '?lastEventId=a&lastEventId=b'));
  assert.deepEqual(refusal(twice), [400, 'invalid-parameter']);
});

test('a long story comes whole and in order', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  const stream = await StreamClient.open(eventsUrl(server));
  for (let line = 2; line < 900; line += 100) {
    await server.store(
      id,
      Array.from({ length: 100 }, (_, index) => refusedRow(line + index, 'x'.repeat(90))),
    );
  }
  await server.book.end(id, { outcome: 'completed' });
  assert.equal(await stream.closed, 'ended');
  assert.deepEqual(
    ids(stream),
    stream.events.map((_, index) => `${id}-${index + 1}`),
  );
  assert.equal(stream.of('line-error').length, 900);
});

test('why an import does not move is told without an id, at once and to whoever comes then', async (t) => {
  const problems = new EventEmitter();
  let problem: string | undefined;
  const server = await ImportServer.startFor(t, {
    queue: {
      wake: () => undefined,
      cancel: () => Promise.resolve('unknown'),
      problemOf: () => problem,
      onProblem: (listener) => {
        problems.on('problem', listener);
        return () => problems.off('problem', listener);
      },
    },
  });
  const id = await server.create();
  const early = await StreamClient.open(eventsUrl(server));
  await early.until(({ events }) => events.length === 1);
  problem = 'The disk is full; free some room.';
  problems.emit('problem', id);
  const told = `event: progress\ndata: {"Phase":"queued",${EXTENT},"RowsPerSecond":null,"SecondsLeft":null,"Problem":"${problem}"}\n\n`;
  assert.equal(await early.bodyLike(QUEUED + told), QUEUED + told);
  const late = await StreamClient.open(eventsUrl(server));
  assert.equal(await late.bodyLike(QUEUED + told), QUEUED + told);
  problem = undefined;
  problems.emit('problem', id);
  await server.book.end(id, { outcome: 'cancelled' });
  await early.closed;
  assert.equal(await early.bodyLike(''), QUEUED + told + CANCELLED);
});

test('in silence a heartbeat says where the stream stands', async (t) => {
  const server = await ImportServer.startFor(t, { heartbeatMs: 20 });
  await server.create();
  const stream = await StreamClient.open(eventsUrl(server));
  await stream.until((client) => client.of('heartbeat').length === 2);
  for (const { id, data } of stream.of('heartbeat')) {
    assert.equal(id, 'import0001-1');
    assert.match(data, /^\{"At":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","Head":"import0001-1","Behind":0\}$/);
  }
  stream.cut();
});

test('when the server stops, streams end cleanly, also one that is just being opened', async (t) => {
  const opening = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  let isHeld = false;
  const server = await ImportServer.startFor(t, {
    override: (book) => ({
      async find(id) {
        if (isHeld) {
          opening.resolve();
          await goOn.promise;
        }
        return book.find(id);
      },
    }),
  });
  await server.create();
  const open = await StreamClient.open(eventsUrl(server));
  await open.until(({ events }) => events.length === 1);
  isHeld = true;
  const late = StreamClient.open(eventsUrl(server));
  await opening.promise;
  server.streams.close();
  goOn.resolve();
  assert.equal(await open.closed, 'ended');
  assert.equal(await (await late).closed, 'ended');
});

test('a client that is gone before its stream begins leaves nothing open', async (t) => {
  const asked = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const server = await ImportServer.startFor(t, {
    override: (book) => ({
      async find(id) {
        asked.resolve();
        await goOn.promise;
        return book.find(id);
      },
    }),
  });
  const id = await server.create();
  const client = await RawConnection.openFor(t, server.port);
  client.request(`GET /api/imports/${id}/events HTTP/1.1`);
  await asked.promise;
  const gone = once(server.sockets[0]!, 'end');
  client.cut();
  await gone;
  goOn.resolve();
  // It asks later, and so it is answered later.
  const next = await StreamClient.open(eventsUrl(server));
  await next.until(({ events }) => events.length === 1);
  assert.equal(server.limit.open, 1);
  next.cut();
});

test('a client that reads nothing holds a page of events, and is dropped after a while', async (t) => {
  let highest = 0;
  const asked = Promise.withResolvers<void>();
  const huge = (after: number): ImportEvent[] =>
    Array.from({ length: 100 }, (_, index) => ({
      number: after + index + 1,
      type: 'line-error',
      data: JSON.stringify('x'.repeat(1000)),
    }));
  const server = await ImportServer.startFor(t, {
    stallMs: 100,
    override: () => ({
      eventsAfter: (_, number) => {
        highest = number;
        asked.resolve();
        return Promise.resolve(huge(number));
      },
    }),
  });
  await server.create();
  const client = await RawConnection.openFor(t, server.port);
  client.request('GET /api/imports/import0001/events HTTP/1.1');
  await asked.promise;
  const [socket] = server.sockets;
  await once(socket!, 'close');
  // What the two operating systems took, and not more.
  assert.ok(highest < 100_000, `${highest} events were read for it`);
  assert.deepEqual(server.failures, []);
});

test('when its story cannot be read, a stream is cut, and its client comes back', async (t) => {
  const server = await ImportServer.startFor(t, {
    override: () => ({ eventsAfter: () => Promise.reject(new Error('unreadable')) }),
  });
  await server.create();
  const stream = await StreamClient.open(eventsUrl(server));
  assert.equal(await stream.closed, 'cut');
  assert.equal(server.failures.length, 1);
});

test('a stream ends with the token that it was opened with, and says so', async (t) => {
  const { app, url, token, accessFile } = await startClosed(t, { scopes: ['operate'] });
  const id = 'import0001';
  const header = 'Name,Temperature,RFID';
  await app.log.imports.create({
    id,
    fileName: undefined,
    by: 'Ann',
    totalBytes: 1000,
    columns: '',
    formats: '',
    header,
  });
  const stream = await StreamClient.open(`${url}/api/imports/${id}/events`, { headers: bearer(token) });
  await stream.until(({ events }) => events.length === 1);
  revokeToken(accessFile, 'ward');
  assert.equal(await stream.closed, 'ended');
  assert.match(stream.text, /\n\nevent: session-expired\ndata: \{"Reason":"revoked"\}\n\n$/);
});
