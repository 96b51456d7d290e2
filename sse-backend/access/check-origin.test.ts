import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { bearer, startClosed } from '../testing/closed-app.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { startApp } from '../testing/test-app.ts';
import { isLoopbackName } from '../http/addresses.ts';

test('a Host that means this machine is let in, whatever its port', async (t) => {
  const { url } = await startApp(t);
  for (const host of [
    'localhost',
    'localhost:5000',
    'LocalHost:80',
    'vitalwire.localhost:4200',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.1.2.3:65535',
    '[::1]',
    '[::1]:5000',
    '[0:0:0:0:0:0:0:1]:5000',
  ]) {
    assert.equal((await ask(`${url}/healthz`, { headers: { Host: host } })).status, 200, host);
  }
});

test('a Host that means another machine is refused: a page has made its own name point here', async (t) => {
  const { url } = await startApp(t);
  for (const host of [
    'evil.example',
    'evil.example:5000',
    'localhost.evil.example',
    'evil-localhost',
    '127.0.0.1.evil.example',
    '0.0.0.0:5000',
    '[::]:5000',
    '[::ffff:127.0.0.1]:5000',
    '192.168.1.7:5000',
    'localhost@evil.example',
    'user@localhost',
    'localhost:99999',
    'localhost/x',
    'localhost, evil.example',
    'x'.repeat(5000),
  ]) {
    const answer = await ask(`${url}/healthz`, { headers: { Host: host } });
    assert.deepEqual(refusal(answer), [403, 'foreign-host'], host.slice(0, 50));
    assert.ok(answer.text.length < 500);
  }
});

test('an empty Host means nobody', async (t) => {
  const { port } = await startApp(t);
  const connection = await RawConnection.openFor(t, port);
  const answer = await connection.write('GET /healthz HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n').toEnd();
  assert.match(answer, /^HTTP\/1\.1 403 Forbidden\r\n/);
});

test('HTTP/1.0 may leave Host away, but not send a foreign one', async (t) => {
  const { port } = await startApp(t);
  const without = await RawConnection.openFor(t, port);
  assert.match(await without.write('GET /healthz HTTP/1.0\r\n\r\n').toEnd(), /^HTTP\/1\.1 200 OK\r\n/);
  const foreign = await RawConnection.openFor(t, port);
  const answer = await foreign.write('GET /healthz HTTP/1.0\r\nHost: evil.example\r\n\r\n').toEnd();
  assert.match(answer, /^HTTP\/1\.1 403 Forbidden\r\n/);
});

test('pages of this machine and of allowed origins are let in', async (t) => {
  const { url } = await startApp(t, '--allow-origin', 'https://ward.example.org');
  for (const origin of ['http://localhost:4200', 'https://127.0.0.1', 'http://[::1]:1', 'https://ward.example.org']) {
    assert.equal((await ask(`${url}/healthz`, { headers: { Origin: origin } })).status, 200, origin);
  }
});

test('pages from anywhere else, or from nowhere, are refused', async (t) => {
  const { url } = await startApp(t, '--allow-origin', 'https://ward.example.org');
  for (const origin of [
    'null',
    'https://evil.example',
    'http://ward.example.org',
    'https://ward.example.org:8443',
    'https://ward.example.org.evil.example',
    'https://ward.example.org/',
    'http://localhost.evil.example',
    'file://',
    'chrome-extension://localhost',
    'http://localhost/x',
    '',
  ]) {
    const answer = await ask(`${url}/events`, { headers: { Origin: origin } });
    assert.deepEqual(refusal(answer), [403, 'foreign-origin'], origin);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  }
});

test('a foreign page, or a neighbour, cannot make the server work by an image or a script, but a link to it may be followed', async (t) => {
  const { url } = await startApp(t);
  const status = async (site: string, mode: string) => {
    const headers = { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode };
    return (await ask(`${url}/healthz`, { headers })).status;
  };
  for (const site of ['cross-site', 'same-site']) {
    assert.deepEqual([await status(site, 'no-cors'), await status(site, 'navigate')], [403, 200], site);
  }
  assert.equal(await status('same-origin', 'no-cors'), 200);
});

test('a request that came through a proxy is refused: behind one, anyone comes from this machine', async (t) => {
  const { url } = await startApp(t);
  for (const header of [
    'Forwarded',
    'X-Forwarded-For',
    'X-Forwarded-Host',
    'X-Forwarded-Proto',
    'x-forwarded-anything',
    'Via',
    'X-Real-IP',
  ]) {
    const answer = await ask(`${url}/healthz`, { headers: { [header]: '' } });
    assert.deepEqual(refusal(answer), [403, 'forwarded-request'], header);
  }
  assert.equal((await ask(`${url}/healthz`, { headers: { 'X-Forward': '1' } })).status, 200);
});

test('with sign-in a proxy that the server was not told of is refused with what to do about it', async (t) => {
  const { url, token } = await startClosed(t);
  const headers = { ...bearer(token), 'X-Forwarded-For': '192.0.2.1' };
  const answer = await ask(`${url}/api/status`, { headers });
  assert.deepEqual(refusal(answer), [403, 'forwarded-request']);
  assert.match(answer.text, /all clients would look like one; start it with --trust-proxy 127\.0\.0\.1\./);
});

test('with sign-in any name will do, as a rebound page comes without a cookie; a public URL leaves only its own', async (t) => {
  const named = await startClosed(t);
  const statusOf = async (url: string, headers: Record<string, string>) =>
    (await ask(`${url}/healthz`, { headers })).status;
  assert.equal(await statusOf(named.url, { Host: 'ward:5000' }), 200);
  const known = await startClosed(t, {}, '--public-url', 'https://ward.example.org', '--trust-proxy', '127.0.0.2');
  const hosts = ['ward.example.org', 'ward.example.org:5000', 'localhost:5000', 'evil.example', '192.168.1.7'];
  const statuses = await Promise.all(hosts.map((host) => statusOf(known.url, { Host: host })));
  assert.deepEqual(statuses, [200, 200, 200, 403, 403]);
});

test('through a proxy a name of this machine is not enough: the proxy has to pass on the requested host', async (t) => {
  const { url } = await startClosed(t, {}, '--public-url', 'https://ward.example.org', '--trust-proxy', '127.0.0.1');
  const forwarded = { 'X-Forwarded-For': '192.0.2.1', Host: '127.0.0.1:5000' };
  const answer = await ask(`${url}/healthz`, { headers: forwarded });
  assert.deepEqual(refusal(answer), [403, 'foreign-host']);
  assert.match(answer.text, /A proxy must pass on the Host/);
  const told = { ...forwarded, 'X-Forwarded-Host': 'ward.example.org' };
  assert.equal((await ask(`${url}/healthz`, { headers: told })).status, 200);
});

test('open to everyone, only names that no page can make point here will do', async (t) => {
  const { url } = await startApp(t, '--allow-anonymous');
  for (const [host, status] of [
    ['localhost:5000', 200],
    ['192.168.1.7:5000', 200],
    ['[fd00::7]:5000', 200],
    ['ward:5000', 403],
    ['evil.example', 403],
  ] as const) {
    assert.equal((await ask(`${url}/api/status`, { headers: { Host: host } })).status, status, host);
  }
});

test('with sign-in pages of other origins are refused, also of another port of this machine', async (t) => {
  const app = await startClosed(t, {}, '--allow-origin', 'https://ward.example.org');
  const headers = bearer(app.token);
  for (const [origin, status] of [
    [app.url, 200],
    ['https://ward.example.org', 200],
    ['http://localhost:1', 403],
    [app.url.replace('http', 'https'), 403],
    ['null', 403],
  ] as const) {
    const answer = await ask(`${app.url}/api/status`, { headers: { ...headers, Origin: origin } });
    assert.equal(answer.status, status, origin);
  }
});

test('a token in the address is refused, and its sender told where it belongs', async (t) => {
  const { url, token } = await startClosed(t);
  for (const parameter of ['token', 'access_token']) {
    const answer = await ask(`${url}/events?rfid=R1&${parameter}=${token}`);
    assert.deepEqual(refusal(answer), [400, 'invalid-request']);
    assert.match(answer.text, /Authorization: Bearer/);
    assert.doesNotMatch(answer.text, /vw_/);
  }
});

test('only names and addresses of this machine are loopback', () => {
  for (const name of ['localhost', 'a.b.localhost', '127.0.0.1', '127.255.255.254', '[::1]']) {
    assert.equal(isLoopbackName(name), true, name);
  }
  for (const name of ['', 'localhost.', '.localhost.evil', '128.0.0.1', '127.0.0.1.1', '1127.0.0.1', '::', 'local']) {
    assert.equal(isLoopbackName(name), false, name);
  }
});
