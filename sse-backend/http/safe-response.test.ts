import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestServer } from '../testing/test-server.ts';
import { ask } from '../testing/ask.ts';
import { RawConnection } from '../testing/raw-connection.ts';
import { startApp } from '../testing/test-app.ts';

test('no answer can be framed, embedded elsewhere or taken for something else, and no script in it runs', async (t) => {
  const { url } = await startApp(t);
  for (const path of ['/', '/api/status', '/api/session', '/healthz', '/metrics', '/nothing', '/events?last=x']) {
    const { headers } = await ask(url + path, { headers: { Accept: 'text/html' } });
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['referrer-policy'], 'no-referrer', path);
    assert.equal(headers['x-frame-options'], 'DENY', path);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin', path);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'.*frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
  }
});

test('an answer has them without a head of its own, and beside headers set before; those handed to the head count more', async (t) => {
  const bare = await TestServer.start(t, ({ response }) => void response.end('x'));
  assert.equal((await ask(bare.origin)).headers['x-frame-options'], 'DENY');
  const own = await TestServer.start(t, ({ response }) => {
    response.setHeader('Vary', 'Origin').appendHeader('Vary', 'Accept');
    response.writeHead(200, { 'Content-Security-Policy': "default-src 'self'" }).end();
  });
  const { headers } = await ask(own.origin);
  assert.deepEqual(
    [headers.vary, headers['content-security-policy'], headers['x-content-type-options']],
    ['Origin, Accept', "default-src 'self'", 'nosniff'],
  );
});

test('answers to what is not HTTP have them as well', async (t) => {
  const { port } = await startApp(t);
  for (const bytes of ['nonsense\r\n\r\n', 'CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n']) {
    const answer = await (await RawConnection.openFor(t, port)).write(bytes).toEnd();
    assert.match(
      answer,
      /^HTTP\/1\.1 4.*\r\nX-Content-Type-Options: nosniff\r\n.*\r\nX-Frame-Options: DENY\r\n.*\r\n\r\n{/s,
    );
  }
});
