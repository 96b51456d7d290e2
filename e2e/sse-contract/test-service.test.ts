import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openChromium } from '../browsers.ts';
import { StreamHarness } from './stream-harness.ts';
import { TestedClient } from './tested-client.ts';
import { TestService } from './test-service.ts';

const browser = await openChromium();
const harness = await StreamHarness.start();
const native = await TestService.start(browser, 'native');
const eventsource = await TestService.start(browser, 'eventsource');
after(async () => {
  await Promise.all([native.close(), eventsource.close()]);
  harness.close();
});

const WANTED = { streamUrl: harness.urlOf('unasked'), callbackUrl: harness.urlOf('callbacks/unasked') };

test('the test service says what its transport can', async () => {
  const always = await capabilitiesTold(native);
  const byFetch = await capabilitiesTold(eventsource);
  assert.ok(always.includes('bom') && always.includes('event-type-listeners'));
  assert.deepEqual(
    byFetch.filter((each) => !always.includes(each)),
    ['204', 'server-directed-shutdown-request', 'headers', 'post', 'report'],
  );
});

test('a stream of the test service has a resource, and reports that are numbered from 1', async (t) => {
  const client = await TestedClient.start(t, { harness, serviceUrl: native.url }, { initialDelayMs: null });
  const connection = (await client.nextConnection()).accept();
  await connection.send('data: one\n\n', ': not reported\n\n', 'id: 2\ndata: two\n\n');
  const reports = harness.reportsOf(client.name);
  const events = [await reports.next(), await reports.next()];
  // Not before: a connection that is cut loses what is still on its way.
  connection.cut();
  const taken = [...events, await reports.next()].sort((a, b) => a.count - b.count);
  assert.deepEqual(
    taken.map(({ count }) => count),
    [1, 2, 3],
  );
  assert.deepEqual(taken[0]?.report, { kind: 'event', event: { type: 'message', id: '', data: 'one' } });
  assert.deepEqual(taken[1]?.report, { kind: 'event', event: { type: 'message', id: '2', data: 'two' } });
  assert.equal(taken[2]?.report.kind, 'error');
});

test('the test service hears a type as soon as it is told to, on the stream that it has', async (t) => {
  const client = await TestedClient.start(t, { harness, serviceUrl: native.url });
  const connection = (await client.nextConnection()).accept();
  await connection.send('data: one\n\n');
  await client.receives({ data: 'one' });
  await client.listen('greeting');
  await connection.send('event: greeting\ndata: Hello\n\ndata: two\n\n');
  await client.receives({ type: 'greeting', data: 'Hello' }, { data: 'two' });
});

test('two streams of the test service do not mix', async (t) => {
  const clients = await Promise.all([1, 2].map(() => TestedClient.start(t, { harness, serviceUrl: eventsource.url })));
  for (const [index, client] of clients.entries()) {
    const connection = (await client.nextConnection()).accept();
    await connection.send(`data: ${index}\n\n`);
  }
  for (const [index, client] of clients.entries()) await client.receives({ data: String(index) });
});

test('a stream that the suite has done with is closed, and known no more', async () => {
  const resource = await create(WANTED);
  const connection = (await harness.connectionsTo('unasked').next()).accept();
  assert.equal((await fetch(resource, { method: 'DELETE' })).status, 204);
  await connection.closed;
  assert.equal((await fetch(resource, { method: 'DELETE' })).status, 404);
  assert.equal((await fetch(resource, { method: 'POST', body: '{"command":"restart"}' })).status, 404);
});

test('what the test service cannot do it refuses with the reason', async () => {
  for (const [body, reason] of [
    ['{', /SyntaxError/],
    ['null', /The body is not an object/],
    [JSON.stringify({ callbackUrl: WANTED.callbackUrl }), /streamUrl is not a text/],
    [JSON.stringify({ ...WANTED, streamUrl: 'ftp://127.0.0.1/' }), /streamUrl is not an http URL/],
    [JSON.stringify({ ...WANTED, initialDelayMs: -1 }), /initialDelayMs is not a whole number/],
    [JSON.stringify({ ...WANTED, headers: { a: 'b' } }), /native sends none of its own/],
    [JSON.stringify({ ...WANTED, method: 'POST', body: '' }), /method: native can't do that/],
    [JSON.stringify({ ...WANTED, readTimeoutMs: 500 }), /readTimeoutMs/],
  ] as const) {
    const answer = await fetch(native.url, { method: 'POST', body });
    assert.equal(answer.status, 400, body);
    assert.match(await answer.text(), reason);
  }
  const resource = await create(WANTED);
  const answer = await fetch(resource, { method: 'POST', body: '{"command":"restart"}' });
  assert.equal(answer.status, 400);
  assert.match(await answer.text(), /listen is the only command/);
  assert.equal((await fetch(native.url, { method: 'PUT' })).status, 405);
});

test('the test service ends when the suite tells it to', async () => {
  const service = await TestService.start(browser, 'native');
  const { url } = service;
  assert.equal((await fetch(url, { method: 'DELETE' })).status, 204);
  await service.ended;
  await assert.rejects(fetch(url));
});

async function capabilitiesTold({ url }: TestService): Promise<readonly string[]> {
  const answer = await fetch(url);
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { capabilities: readonly string[] }).capabilities;
}

/** Has a stream followed; its resource. */
async function create(body: object): Promise<string> {
  const answer = await fetch(native.url, { method: 'POST', body: JSON.stringify(body) });
  assert.equal(answer.status, 201);
  return answer.headers.get('location') ?? '';
}
