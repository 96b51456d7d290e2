import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inEverySetup } from './in-every-setup.ts';

await inEverySetup((startClient, { transport }, harness) => {
  test('SseService asks by GET for an event stream that no cache has', async (t) => {
    const { method, headers } = await (await startClient(t)).nextConnection();
    assert.equal(method, 'GET');
    assert.equal(headers.accept, 'text/event-stream');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers['last-event-id'], undefined);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    test(`SseService follows a redirect by ${status}`, async (t) => {
      const client = await startClient(t);
      const elsewhere = `${client.name}-moved`;
      (await client.nextConnection()).refuse(status, { Location: harness.urlOf(elsewhere) });
      const connection = (await client.nextConnection(elsewhere)).accept();
      await connection.send('data: Hello\n\n');
      await client.receives({ data: 'Hello' });
    });

    for (const location of [{}, { Location: '' }]) {
      const lack = 'Location' in location ? 'whose Location is empty' : 'without a Location';
      test(`SseService tells of a redirect by ${status} ${lack}, and tries again`, async (t) => {
        const client = await startClient(t, { initialDelayMs: 0 });
        const headers = { ...location, 'Cache-Control': 'no-store' };
        // To Firefox an empty Location is the same one: it asks twenty times more before it gives up.
        harness.answerRequests(client.name, (connection) => connection.refuse(status, headers));
        await client.fails();
        harness.takeRequests(client.name);
        const connection = (await client.nextConnection()).accept();
        await connection.send('data: Hello\n\n');
        await client.receives({ data: 'Hello' });
      });
    }
  }

  for (const status of [400, 401, 403, 404, 429, 500, 502, 503]) {
    test(`SseService tells of a status ${status}, and goes on when the stream is there again`, async (t) => {
      const client = await startClient(t, { initialDelayMs: 0 });
      (await client.nextConnection()).refuse(status);
      await client.fails();
      const connection = (await client.nextConnection()).accept();
      await connection.send('id: abc\ndata: Hello\n\n');
      await client.receives({ id: 'abc', data: 'Hello' });
    });
  }

  test('SseService goes on after the last event when it is refused in between', async (t) => {
    const client = await startClient(t, { initialDelayMs: 0 });
    const first = (await client.nextConnection()).accept();
    await first.send('id: abc\ndata: one\n\n');
    await client.receives({ id: 'abc', data: 'one' });
    first.cut();
    (await client.nextConnection()).refuse(503);
    const third = await client.nextConnection();
    assert.equal(third.headers['last-event-id'], 'abc');
  });

  test('SseService takes nothing but an event stream for one', async (t) => {
    const client = await startClient(t, { initialDelayMs: 0 });
    const page = (await client.nextConnection()).accept('text/html');
    await page.send('data: not meant as an event\n\n');
    await client.fails();
    const stream = (await client.nextConnection()).accept('text/event-stream; charset=utf-8');
    await stream.send('data: Hello\n\n');
    await client.receives({ data: 'Hello' });
  });

  if (transport === 'eventsource') {
    test('SseService does not come back after a 204', async (t) => {
      const client = await startClient(t, { initialDelayMs: 0 });
      (await client.nextConnection()).refuse(204);
      assert.deepEqual(await client.nextReport(), {
        kind: 'error',
        error: 'offline, attempt 1',
        comment: 'offline, attempt 1',
      });
    });
  } else {
    test('SseService comes back after a 204 only when the shortest back-off is over: a browser does not tell it', async (t) => {
      const client = await startClient(t);
      const connection = await client.nextConnection();
      const refusedAt = performance.now();
      connection.refuse(204);
      await client.fails();
      await client.nextConnection();
      assert.ok(performance.now() - refusedAt >= 1_000);
    });
  }

  if (transport === 'eventsource') {
    for (const method of ['POST', 'REPORT']) {
      test(`SseService asks by ${method} with headers and a body, again at every attempt`, async (t) => {
        const headers = { 'content-type': 'application/json; charset=utf-8', 'x-ward': 'north' };
        const client = await startClient(t, { initialDelayMs: 0, method, headers, body: '{"ward":"north"}' });
        for (let attempt = 1; attempt <= 2; attempt += 1) {
          const connection = (await client.nextConnection()).accept();
          assert.equal(connection.method, method);
          assert.equal(connection.headers['content-type'], headers['content-type']);
          assert.equal(connection.headers['x-ward'], 'north');
          assert.equal(connection.body, '{"ward":"north"}');
          connection.cut();
        }
      });
    }
  }
});
