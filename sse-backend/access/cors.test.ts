import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, type Answer } from '../testing/ask.ts';
import { startApp } from '../testing/test-app.ts';

const WARD = 'https://ward.example.org';
const PREFLIGHT = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };

/** The headers by which CORS speaks. */
function corsHeaders({ headers }: Answer): Record<string, unknown> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => name.startsWith('access-control') || name === 'vary'));
}

test('an answer to a page of an allowed origin may be read by it, and by no other', async (t) => {
  const { url } = await startApp(t, '--allow-origin', WARD, '--allow-origin', 'http://app.localhost:8080/');
  for (const origin of [WARD, 'http://app.localhost:8080']) {
    assert.deepEqual(corsHeaders(await ask(`${url}/healthz`, { headers: { Origin: origin } })), {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': 'Location, Retry-After',
      vary: 'Origin',
    });
  }
  const others: Record<string, string>[] = [{}, { Origin: 'http://localhost:4200' }];
  for (const headers of others) {
    assert.deepEqual(corsHeaders(await ask(`${url}/healthz`, { headers })), { vary: 'Origin' });
  }
});

test('refusals and streams may be read as well', async (t) => {
  const { url } = await startApp(t, '--allow-origin', WARD, '--max-streams', '1');
  const headers = { Origin: WARD };
  for (const [path, method] of [
    ['/nothing', 'GET'],
    ['/events', 'POST'],
    ['/events?last=x', 'GET'],
    ['/events', 'HEAD'],
  ] as const) {
    const answer = await ask(url + path, { method, headers });
    assert.equal(corsHeaders(answer)['access-control-allow-origin'], WARD, `${method} ${path}`);
  }
});

test('a preflight of an allowed origin is answered, for any path', async (t) => {
  const { url } = await startApp(t, '--allow-origin', WARD);
  for (const path of ['/api/readings', '/events', '/nothing']) {
    const answer = await ask(url + path, { method: 'OPTIONS', headers: { Origin: WARD, ...PREFLIGHT } });
    assert.deepEqual([answer.status, answer.text], [204, '']);
    assert.deepEqual(corsHeaders(answer), {
      'access-control-allow-origin': WARD,
      'access-control-allow-methods': 'GET, HEAD, POST, DELETE',
      'access-control-allow-headers': 'Authorization, Cache-Control, Content-Type, Last-Event-ID, X-Requested-With',
      'access-control-max-age': '600',
      'access-control-expose-headers': 'Location, Retry-After',
      vary: 'Origin',
    });
  }
});

test('a preflight of an origin that is not in the list is not granted', async (t) => {
  const { url } = await startApp(t, '--allow-origin', WARD);
  for (const [origin, status] of [
    ['https://evil.example', 403],
    ['http://localhost:4200', 204],
  ] as const) {
    const answer = await ask(`${url}/api/readings`, { method: 'OPTIONS', headers: { Origin: origin, ...PREFLIGHT } });
    assert.equal(answer.status, status);
    assert.equal(corsHeaders(answer)['access-control-allow-origin'], undefined);
    assert.equal(corsHeaders(answer)['access-control-allow-methods'], undefined);
  }
});

test('without a list no answer speaks of CORS; a demo allows its dev server', async (t) => {
  const without = await startApp(t);
  const origin = { Origin: 'http://localhost:4200' };
  assert.deepEqual(corsHeaders(await ask(`${without.url}/healthz`, { headers: origin })), {});
  const demo = await startApp(t, '--demo');
  const answer = await ask(`${demo.url}/healthz`, { headers: origin });
  assert.equal(corsHeaders(answer)['access-control-allow-origin'], 'http://localhost:4200');
});
