import assert from 'node:assert/strict';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { ask, refusal } from '../testing/ask.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';

const PAGE = '<!doctype html><title>Vitalwire</title>';
const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5000))})`;
const HTML = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The folder of an app as its build leaves it, with a secret beside it. */
function appFolder(t: TestContext): string {
  const folder = join(tempFolder(t), 'browser');
  mkdirSync(join(folder, 'media'), { recursive: true });
  writeFileSync(join(folder, '..', 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'main-3FA9B21C.js'), SCRIPT);
  writeFileSync(join(folder, 'media', 'roy.png'), Buffer.from([1, 2, 3]));
  writeFileSync(join(folder, 'Mass Roy.txt'), 'spaced');
  return folder;
}

test('the files of the folder are served by their paths, with their types', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  for (const [path, type, body] of [
    ['/', 'text/html; charset=utf-8', PAGE],
    ['/index.html', 'text/html; charset=utf-8', PAGE],
    ['/main-3FA9B21C.js?v=1', 'text/javascript; charset=utf-8', SCRIPT],
    ['/media/roy.png', 'image/png', '\x01\x02\x03'],
    ['/Mass%20Roy.txt', 'text/plain; charset=utf-8', 'spaced'],
  ] as const) {
    const { status, headers, text } = await ask(url + path);
    assert.deepEqual([status, headers['content-type'], text], [200, type, body], path);
  }
});

test('any other path gets the app, when a page is asked for', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  for (const path of ['/person/R546546', '/imports', '/eventsource', '/main-GONE0000.js']) {
    const { status, text } = await ask(url + path, { headers: HTML });
    assert.deepEqual([status, text], [200, PAGE], path);
  }
  assert.deepEqual(refusal(await ask(`${url}/person/R546546`, { headers: { Accept: '*/*' } })), [404, 'not-found']);
  assert.deepEqual(refusal(await ask(`${url}/main-GONE0000.js`)), [404, 'not-found']);
});

test('paths of the API never get the app', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  for (const path of [
    '/api',
    '/api/nothing',
    '/events/x',
    '/sign-in',
    '/sign-in/oidc',
    '/stream/',
    '/healthz/x',
    '/sse/x',
    '/metrics/',
    '/readyz/',
  ]) {
    assert.deepEqual(refusal(await ask(url + path, { headers: HTML })), [404, 'not-found'], path);
  }
  assert.equal((await ask(`${url}/healthz`, { headers: HTML })).text, '{"Status":"ok"}');
});

test('a file can only be got', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  const answer = await ask(`${url}/index.html`, { method: 'POST' });
  assert.deepEqual(refusal(answer), [405, 'method-not-allowed']);
  assert.equal(answer.headers.allow, 'GET, HEAD');
  const head = await ask(`${url}/index.html`, { method: 'HEAD' });
  assert.deepEqual([head.status, head.text, head.headers['content-length']], [200, '', String(PAGE.length)]);
});

test('files with a hash in their name are kept for ever, the others are asked for again', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  const cachingOf = async (path: string) => (await ask(url + path)).headers['cache-control'];
  assert.equal(await cachingOf('/main-3FA9B21C.js'), 'public, max-age=31536000, immutable');
  assert.equal(await cachingOf('/'), 'no-cache');
  assert.equal(await cachingOf('/media/roy.png'), 'no-cache');
});

test('who has a file already is told so', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  const etag = (await ask(`${url}/`)).headers.etag ?? '';
  assert.match(etag, /^W\/"[\w-]{22}"$/);
  const again = await ask(`${url}/`, { headers: { 'If-None-Match': etag } });
  assert.deepEqual([again.status, again.text, again.headers.etag], [304, '', etag]);
  const statusFor = async (tags: string) => (await ask(`${url}/`, { headers: { 'If-None-Match': tags } })).status;
  for (const known of [etag.slice(2), `"other", ${etag}`, `${etag},"other"`, '*']) {
    assert.equal(await statusFor(known), 304, known);
  }
  for (const other of ['"other"', 'W/"other"', '', etag.slice(3, -1)]) assert.equal(await statusFor(other), 200, other);
});

test('text is sent compressed to who takes it so', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t), '--allow-origin', 'https://ward.example.org');
  const { headers, bytes } = await ask(`${url}/main-3FA9B21C.js`, { headers: { 'Accept-Encoding': 'gzip, br' } });
  assert.equal(headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(bytes).toString(), SCRIPT);
  assert.equal(headers['content-length'], String(bytes.length));
  assert.equal(headers.vary, 'Origin, Accept-Encoding');
  const overPlainHttp = await ask(`${url}/main-3FA9B21C.js`, { headers: { 'Accept-Encoding': 'gzip, deflate' } });
  assert.equal(overPlainHttp.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(overPlainHttp.bytes).toString(), SCRIPT);
  // One tag for all encodings is only true of a weak one.
  assert.match(headers.etag ?? '', /^W\//);
  assert.equal(overPlainHttp.headers.etag, headers.etag);
  const withoutBrotli = await ask(`${url}/main-3FA9B21C.js`, { headers: { 'Accept-Encoding': 'br;q=0, gzip' } });
  assert.equal(withoutBrotli.headers['content-encoding'], 'gzip');
  const plain = await ask(`${url}/main-3FA9B21C.js`);
  assert.deepEqual([plain.headers['content-encoding'], plain.text], [undefined, SCRIPT]);
  const picture = await ask(`${url}/media/roy.png`, { headers: { 'Accept-Encoding': 'br' } });
  assert.equal(picture.headers['content-encoding'], undefined);
});

test('the page may run only its own scripts and be in no other page', async (t) => {
  const { url } = await startApp(t, '--static', appFolder(t));
  assert.equal(
    (await ask(`${url}/`)).headers['content-security-policy'],
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " +
      "base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  );
});

test('no path leads out of the folder', async (t) => {
  const { port } = await startApp(t, '--static', appFolder(t));
  for (const path of [
    '/../secret.txt',
    '/media/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/media/..%2f..%2fsecret.txt',
    '/..\\secret.txt',
    '/%5c..%5csecret.txt',
    '//secret.txt',
    '/%00../secret.txt',
    '/%',
    '/media/%ff',
  ]) {
    const connection = await RawConnection.openFor(t, port);
    const answer = await connection.request(`GET ${path} HTTP/1.1`, 'Connection: close').toEnd();
    assert.match(answer, /^HTTP\/1\.1 404 Not Found\r\n/, path);
  }
});

test('a folder that cannot be an app is refused before anything is opened', async (t) => {
  const folder = tempFolder(t);
  const refused = (message: RegExp) => assert.rejects(startApp(t, '--static', folder), { name: 'StartError', message });
  await refused(/has no index\.html; build the app first \(npm run serve does\) or name its folder\.$/);
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'film.mp4'), '');
  truncateSync(join(folder, 'film.mp4'), 65 * 1024 * 1024);
  await refused(/holds more than 64 MiB: is that the app's folder\?$/);
  const missing = startApp(t, '--static', join(folder, 'gone'));
  await assert.rejects(missing, {
    name: 'StartError',
    message: /gone can't be read \(Error: ENOENT.*\); build the app first/,
  });
});
