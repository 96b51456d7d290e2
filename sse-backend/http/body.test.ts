import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ask, refusal } from '../testing/ask.ts';
import { bearer, startClosed } from '../testing/closed-app.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { startApp } from '../testing/test-app.ts';
import { BodyBudget } from './body-budget.ts';
import { ByteGatherer } from './byte-gatherer.ts';
import { revokeToken } from '../testing/test-tokens.ts';

const READING = '{"Name":"Mass Roy","Temparature":"102.5F","RFID":"R546546"}';
const JSON_BODY = { 'Content-Type': 'application/json' };

test('a body may have as many bytes as --max-body says, and not one more', async (t) => {
  const { url } = await startApp(t, '--max-body', '100');
  const post = (length: number) =>
    ask(`${url}/api/readings`, { method: 'POST', headers: JSON_BODY, body: READING.padEnd(length) });
  assert.equal((await post(100)).status, 201);
  const refused = await post(101);
  assert.deepEqual(refusal(refused), [413, 'body-too-large']);
  assert.equal(
    (JSON.parse(refused.text) as { readonly detail: string }).detail,
    'The body has 101 bytes, more than the 100 that are taken at once; send fewer readings per request, ' +
      'or any number as application/x-ndjson.',
  );
});

test('the bytes count, declared or not', async (t) => {
  const { port } = await startApp(t, '--max-body', '100');
  const connection = await RawConnection.openFor(t, port);
  connection.request(
    'POST /api/readings HTTP/1.1',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    'Connection: close',
  );
  const answer = await connection.write(`65\r\n${' '.repeat(101)}\r\n0\r\n\r\n`).toEnd();
  assert.match(answer, /^HTTP\/1\.1 413 /);
  assert.match(answer, /"detail":"The body has more than 100 bytes, more than the 100 that are taken at once; /);
});

test('a body in chunks of one byte takes no more memory than its bytes', async (t) => {
  const { port } = await startApp(t);
  const chunk = '1\r\n \r\n'.repeat(10_000);
  const before = process.memoryUsage().rss;
  const connection = await RawConnection.openFor(t, port);
  connection.request(
    'POST /api/readings HTTP/1.1',
    'Content-Type: application/json',
    'Transfer-Encoding: chunked',
    'Connection: close',
  );
  for (let sent = 0; sent < 50; sent += 1) connection.write(chunk);
  const answer = await connection.write('0\r\n\r\n').toEnd();
  assert.match(answer, /^HTTP\/1\.1 400 /);
  const grownMiB = (process.memoryUsage().rss - before) / 1024 ** 2;
  assert.ok(grownMiB < 130, `${grownMiB} MiB for half a megabyte`);
});

test('a body that is not UTF-8 is refused', async (t) => {
  const { url } = await startApp(t);
  const body = Buffer.from(READING.replace('Mass', 'M\xe4ss'), 'latin1');
  const refused = await ask(`${url}/api/readings`, { method: 'POST', headers: JSON_BODY, body });
  assert.deepEqual(refusal(refused), [400, 'invalid-json']);
});

test('a body that has not come after half a minute is refused, and its connection let go', async (t) => {
  const { app, port } = await startApp(t);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const connection = await RawConnection.openFor(t, port);
  connection.request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 100').read();
  await once(app.server, 'request');
  t.mock.timers.tick(30_000);
  const answer = await connection.until((text) => text.endsWith('}'));
  assert.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\n/);
  assert.match(answer, /"code":"body-too-slow","detail":"The body was not complete after 30 s; send it faster\."/);
  t.mock.timers.tick(5000);
  await connection.closed;
});

test('a body that is complete only when its token was revoked is refused', async (t) => {
  const { app, port, token, accessFile } = await startClosed(t, { scopes: ['write'] });
  const connection = await RawConnection.openFor(t, port);
  connection.request(
    'POST /api/readings HTTP/1.1',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    `Content-Length: ${READING.length}`,
    'Expect: 100-continue',
    'Connection: close',
  );
  await connection.read().until((text) => text.includes('100 Continue'));
  revokeToken(accessFile, 'ward');
  while ((await ask(`http://127.0.0.1:${port}/api/status`, { headers: bearer(token) })).status !== 401);
  const answer = await connection.write(READING).toEnd();
  assert.match(answer, /HTTP\/1\.1 401 [^]*"code":"sign-in-required"/);
  assert.equal(app.log.head, 0);
});

test('the bodies of all requests share 64 MiB; one for which nothing is left is told to come back, and small ones go on', async (t) => {
  const { url, port } = await startApp(t);
  // Each body but its last byte comes, which 600 slow or hostile clients could do at once.
  const size = 1024 * 1024 - 1;
  const open = async () => {
    const connection = await RawConnection.openFor(t, port);
    const fields = ['Content-Type: application/json', `Content-Length: ${size}`];
    return connection
      .request('POST /api/readings HTTP/1.1', ...fields)
      .write(Buffer.alloc(size - 1, ' '))
      .read();
  };
  const rssBefore = process.memoryUsage().rss;
  const connections = await Promise.all(Array.from({ length: 70 }, open));
  const refused = () => connections.filter(({ text }) => text !== '');
  while (refused().length < 6) await setImmediate();
  for (const connection of refused()) {
    const answer = await connection.until((text) => text.endsWith('}'));
    assert.match(answer, /^HTTP\/1\.1 503 [^]*\r\nRetry-After: \d+\r\n[^]*"code":"too-busy"/);
  }
  assert.ok(process.memoryUsage().rss - rssBefore < 250 * 1024 * 1024);
  const post = { method: 'POST', headers: JSON_BODY, body: READING };
  assert.equal((await ask(`${url}/api/readings`, post)).status, 201);
  const [waiting] = connections.filter(({ text }) => text === '');
  assert.match((await waiting?.write(']').until((text) => text.endsWith('}'))) ?? '', /"code":"invalid-json"/);
});

test('the memory of a body is free again when it was read, refused, lost or is silent', () => {
  const budget = new BodyBudget();
  const gathered = new ByteGatherer(budget);
  for (let piece = 0; piece < 100; piece += 1) gathered.add(Buffer.alloc(1000));
  assert.equal(budget.usedBytes, 131_072);
  const taken = gathered.take();
  gathered.add(Buffer.alloc(1000));
  gathered.giveBack(taken);
  assert.equal(budget.usedBytes, 135_168);
  gathered.release();
  assert.equal(budget.usedBytes, 0);
});

test('100 Continue goes only to clients of HTTP/1.1', async (t) => {
  const { port } = await startApp(t);
  for (const [version, start] of [
    ['1.0', 'HTTP/1.1 201 '],
    ['1.1', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 '],
  ] as const) {
    const connection = await RawConnection.openFor(t, port);
    const fields = ['Content-Type: application/json', `Content-Length: ${READING.length}`, 'Connection: close'];
    connection.request(`POST /api/readings HTTP/${version}`, ...fields, 'Expect: 100-continue').write(READING);
    assert.ok((await connection.toEnd()).startsWith(start), version);
  }
});

test('a client that goes in the middle of its body leaves nothing behind and nothing in the log', async (t) => {
  const { app, url, port, logged } = await startApp(t);
  const connection = await RawConnection.openFor(t, port);
  connection.request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 100');
  const [, response] = (await once(app.server, 'request')) as [unknown, NodeJS.EventEmitter];
  const closed = once(response, 'close');
  connection.write(READING).cut();
  await closed;
  assert.equal((await ask(`${url}/healthz`)).status, 200);
  assert.deepEqual([app.log.head, logged], [0, []]);
});

test('a client that goes after a refusal, with its body still to come, leaves nothing behind', async (t) => {
  const { app, port } = await startApp(t, '--max-body', '100');
  const closed = once(app.server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
  const running = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
  const before = running();
  const connection = await RawConnection.openFor(t, port);
  connection.request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 101').read();
  await connection.until((text) => text.endsWith('}'));
  assert.equal(running(), before + 1);
  connection.cut();
  await closed;
  assert.equal(running(), before);
});
