import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestServer } from '../readings/test-server.ts';
import { ask } from '../testing/ask.ts';
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
