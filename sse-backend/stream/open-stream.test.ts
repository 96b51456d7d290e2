import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { IncomingRequest } from '../http/request-context.ts';
import { refuseUnknownPath, route, type Authorize } from '../http/router.ts';
import { createHttpServer } from '../http/server.ts';
import { ask, refusal } from '../testing/ask.ts';
import { letIn } from '../testing/let-in.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { startApp } from '../testing/test-app.ts';
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

/** The app behind a door that lets a request in only when the test says so, as a slow sign-in provider would. */
async function startSlowDoor(t: TestContext) {
  const { app, url } = await startApp(t);
  const arrivals: { readonly incoming: IncomingRequest; readonly open: () => void }[] = [];
  let arrived = Promise.withResolvers<void>();
  const authorize: Authorize = async (incoming, need) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    arrivals.push({ incoming, open: resolve });
    arrived.resolve();
    await promise;
    return letIn(incoming, need);
  };
  const server = createHttpServer({
    handle: route(app.routes, refuseUnknownPath, authorize),
    onFailure: () => assert.fail(),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close().closeAllConnections());
  return {
    url,
    port: (server.address() as AddressInfo).port,
    streamsOpen: async () => /^vitalwire_streams_open (\d+)$/m.exec((await ask(`${url}/metrics`)).text)?.[1],
    next: async () => {
      while (arrivals.length === 0) {
        await arrived.promise;
        arrived = Promise.withResolvers();
      }
      return arrivals.shift();
    },
  };
}

test('a client that leaves while its token is being checked takes no slot, whichever stream it asked for', async (t) => {
  const door = await startSlowDoor(t);
  const csv = { method: 'POST', headers: { 'Content-Type': 'text/csv' }, body: 'Name,Temperature,RFID\n' };
  const { headers } = await ask(`${door.url}/api/imports`, csv);
  for (const path of ['/events', '/stream', '/sse', `${String(headers.location)}/events`]) {
    for (const [leave, sign] of [
      ['cut', 'end'],
      ['halfClose', 'end'],
      ['reset', 'close'],
    ] as const) {
      const connection = await RawConnection.openFor(t, door.port);
      connection.request(`GET ${path} HTTP/1.1`);
      const asked = await door.next();
      assert.ok(asked);
      const { request, response } = asked.incoming;
      const left = new Promise((resolve) => request.socket.once(sign, resolve));
      connection[leave]();
      await left;
      const closed = response.destroyed || once(response, 'close');
      asked.open();
      await closed;
      assert.equal(await door.streamsOpen(), '0', `${path}, ${leave}`);
    }
  }
});

test('a stream ends when its client leaves, also one that waits behind another on its connection', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  const server = await StreamServer.startFor(t, log);
  for (const leave of ['cut', 'halfClose', 'reset'] as const) {
    const connection = await RawConnection.openFor(t, server.port);
    connection.request('GET /events HTTP/1.1').request('GET /stream HTTP/1.1').read();
    await connection.until((text) => text.includes('heartbeat'));
    assert.equal(server.limit.open, 2);
    const closed = new Promise((resolve) => server.sockets.at(-1)?.once('close', resolve));
    connection[leave]();
    await closed;
    await setImmediate();
    assert.equal(server.limit.open, 0, leave);
  }
});
