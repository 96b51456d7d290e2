import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import type { UploadSummary } from '../../sse-backend/readings/upload-tally.ts';
import { ask } from '../../sse-backend/testing/ask.ts';
import type { StreamClient } from '../../sse-backend/testing/stream-client.ts';
import { freePort } from '../free-port.ts';
import { streamsAre } from '../open-streams.ts';
import { behindEveryProxy } from './every-proxy.ts';
import { Proxied } from './proxied.ts';
import type { ProxyKind } from './proxy-kinds.ts';
import { HOST, Proxy } from './proxy.ts';

/** A busy machine may be slow now and then; a proxy that gathers always is. */
const ATTEMPTS = 3;

/** Less than the 15 s after which a heartbeat follows, which pushes on what a proxy has gathered. */
const AT_ONCE_MS = 10_000;

/** The first heartbeat comes at once, the others every 15 s: beyond one of them, or 60 s. */
const HEARTBEATS = process.env['TEST_FULL'] === '1' ? 5 : 2;

const UPLOAD_BYTES = 5 * 1024 * 1024;
const LONG_NAME = '😀'.repeat(200);

behindEveryProxy({
  'a stream on which nothing happens stays open': async (t, kind) => {
    const proxied = await Proxied.startFor(t, kind);
    const client = await proxied.openFor(t);
    await client.until(() => client.of('heartbeat').length >= HEARTBEATS);
    await comes(client, await proxied.post('AFTERWARDS'));
  },

  'what passes is as without it': async (t, kind) => {
    const proxied = await Proxied.startFor(t, kind);
    const about = (title: string, work: (test: TestContext, proxied: Proxied) => Promise<void>) =>
      t.test(title, (test) => work(test, proxied));
    await about('a stream begins, and goes on, at once', goesOnAtOnce);
    await about('the server hears of it when clients go away', clientsGoAway);
    await about('lines of 5 MB are stored as they come', takesLines);
    await about('plain http leads to https', leadsToHttps);
    await about('what happens during a reload comes to the stream, or to the one after it', survivesReload);
    await about('while the server is down that is what is said, and then it is as before', survivesOutage);
  },

  'the server is told the name, the client and https, whatever the client says itself': tellsTheTruth,
});

async function goesOnAtOnce(test: TestContext, proxied: Proxied): Promise<void> {
  const waits: number[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const start = performance.now();
    const client = await proxied.openFor(test, { headers: { 'Accept-Encoding': 'gzip, br, zstd' } });
    await client.until(() => client.of('heartbeat').length > 0);
    const begun = performance.now();
    await comes(client, await proxied.post('LIVE'));
    waits.push(Math.max(begun - start, performance.now() - begun));
    assert.equal(client.headers['content-encoding'], undefined);
  }
  test.diagnostic(`the longer of beginning and going on: ${waits.map(Math.round).join(', ')} ms`);
  assert.ok(Math.min(...waits) < AT_ONCE_MS);
}

async function clientsGoAway(test: TestContext, proxied: Proxied): Promise<void> {
  await streamsAre(proxied.server.url, 0);
  const clients = await Promise.all(Array.from({ length: 5 }, () => proxied.openFor(test)));
  await Promise.all(clients.map((client) => client.until(() => client.of('heartbeat').length > 0)));
  await streamsAre(proxied.server.url, 5);
  for (const client of clients) client.cut();
  await streamsAre(proxied.server.url, 0);
}

async function takesLines(test: TestContext, proxied: Proxied): Promise<void> {
  const client = await proxied.openFor(test);
  const { url, tls } = proxied.proxy;
  const headers = { 'Content-Type': 'application/x-ndjson' };
  const upload = request(`${url}/api/readings`, { ...tls, method: 'POST', headers, agent: false });
  const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
  upload.write(line(0));
  // The upload isn't over, and its first line is on every screen.
  await client.until(() => client.of('message').length === 1);

  const count = Math.ceil(UPLOAD_BYTES / Buffer.byteLength(line(0)));
  upload.end(Array.from({ length: count - 1 }, (_, index) => line(index + 1)).join(''));
  const [response] = await answered;
  const summary = JSON.parse(await text(response)) as UploadSummary;
  assert.deepEqual([summary.Stored, summary.Rejected], [count, 0]);
  await client.until(() => client.of('message').length === count);
}

async function leadsToHttps(_test: TestContext, { proxy }: Proxied): Promise<void> {
  const { status, headers } = await ask(`${proxy.plainUrl}/people/R1`, { headers: { Host: HOST } });
  assert.ok(status === 301 || status === 308, `It answered ${status}`);
  assert.match(headers.location ?? '', /^https:\/\/vitalwire\.example\.org(?::\d+)?\/people\/R1$/);
}

async function survivesReload(test: TestContext, proxied: Proxied): Promise<void> {
  const before = await proxied.openFor(test);
  const first = await proxied.post('BEFORE');
  await comes(before, first);

  await proxied.proxy.reload();
  const others = [await proxied.post('ONE'), await proxied.post('TWO')];

  const after = await proxied.openFor(test, { lastEventId: first });
  await comes(after, others[1]);
  assert.deepEqual(
    after.of('message').map(({ id }) => id),
    others,
  );
  assert.deepEqual(after.of('gap'), []);
  if (proxied.proxy.kind.openStreams === 'cut') await before.closed;
  else await comes(before, others[1]);
}

async function survivesOutage(test: TestContext, proxied: Proxied): Promise<void> {
  const client = await proxied.openFor(test);
  await proxied.server.kill9();
  await client.closed;
  const { status } = await proxied.ask('/events');
  assert.ok(status === 502 || status === 503, `It answered ${status}`);
  await proxied.server.restart();
  await isAnsweredBy(proxied);
  await comes(await proxied.openFor(test), await proxied.post('AGAIN'));
}

async function tellsTheTruth(test: TestContext, kind: ProxyKind): Promise<void> {
  const { url, tls, seen } = await echoBehind(test, kind);
  const lies = { 'X-Forwarded-For': '9.9.9.9', 'X-Forwarded-Proto': 'gopher', 'X-Forwarded-Host': 'evil.example' };
  // The proxy answers 503 until its first check of the server has succeeded.
  while ((await ask(url, { tls, headers: { ...lies, Forwarded: 'for=9.9.9.9' } })).status !== 200);
  const { host } = new URL(url);
  assert.deepEqual(seen(), {
    host,
    forwarded: undefined,
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-host': host,
    'x-forwarded-proto': 'https',
  });
}

function comes(client: StreamClient, id: string | undefined): Promise<void> {
  return client.until(() => client.of('message').some((event) => event.id === id));
}

function line(number: number): string {
  return `${JSON.stringify({ Name: LONG_NAME, Temparature: '36.6C', RFID: `R${number}` })}\n`;
}

/** Waits until the proxy has found out that the server is there again. */
async function isAnsweredBy(proxied: Proxied): Promise<void> {
  while ((await proxied.ask('/healthz')).status !== 200);
}

/** A proxy in front of a server that remembers what it was told. */
async function echoBehind(test: TestContext, kind: ProxyKind) {
  let last: IncomingHttpHeaders = {};
  const server = createServer(({ headers, url }, response) => {
    if (url === '/') last = headers;
    response.end();
  }).listen(0, '127.0.0.1');
  test.after(() => server.close().closeAllConnections());
  await once(server, 'listening');
  const { url, tls } = await Proxy.startFor(test, kind, await freePort(), (server.address() as AddressInfo).port);
  const told = ['host', 'forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto'];
  return { url, tls, seen: () => Object.fromEntries(told.map((name) => [name, last[name]])) };
}
