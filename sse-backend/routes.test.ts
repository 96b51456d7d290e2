import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { text } from 'node:stream/consumers';
import type { Scope } from './contract/access.ts';
import type { Need, Route } from './http/router.ts';
import { bearer, startClosed } from './testing/closed-app.ts';
import { addToken, revokeToken } from './testing/test-tokens.ts';

/** What each endpoint was decided to need. A new one has to be decided here as well, by somebody who thinks about it. */
const DECIDED: Readonly<Record<string, Need>> = {
  'GET /': 'nothing',
  'GET /api/readings': 'read',
  'POST /api/readings': 'write',
  'GET /api/readings/latest': 'read',
  'GET /api/readings/trend': 'read',
  'GET /api/alarms': 'read',
  'POST /api/acknowledgements': 'operate',
  'GET /api/imports': 'operate',
  'POST /api/imports': 'operate',
  'GET /api/imports/:id': 'operate',
  'DELETE /api/imports/:id': 'operate',
  'GET /api/imports/:id/events': 'operate',
  'GET /api/imports/:id/errors.csv': 'operate',
  'GET /api/audit': 'operate',
  'GET /api/session': 'nothing',
  'POST /api/session': 'nothing',
  'DELETE /api/session': 'nothing',
  'GET /api/status': 'read',
  'GET /events': 'read',
  'GET /stream': 'read',
  'GET /sse': 'read',
  'GET /healthz': 'nothing',
  'GET /readyz': 'nothing',
  'GET /metrics': 'read',
};

/** What came of a request: its status, the code of a refusal, and how it is challenged. */
type Outcome = readonly [status: number, code?: string, challenge?: string];

const REALM = 'Bearer realm="vitalwire"';
const UNKNOWN: Outcome = [401, 'sign-in-required', REALM];
const INVALID: Outcome = [401, 'sign-in-required', `${REALM}, error="invalid_token"`];

test('every endpoint needs what was decided, and none is without a decision', async (t) => {
  const { app } = await startClosed(t);
  assert.deepEqual(needsOf(app.routes), DECIDED);
});

test('every endpoint lets in who may, and nobody else: without a token, with too little, expired, revoked, right', async (t) => {
  const { app, url, accessFile } = await startClosed(t, {}, '--trust-proxy', '127.0.0.1');
  const tokenWith = (...scopes: Scope[]) => addToken(accessFile, { name: scopes.join(' and '), scopes });
  const all: Scope[] = ['read', 'write', 'operate'];
  const tokens = { read: tokenWith('read'), write: tokenWith('write'), operate: tokenWith('operate') };
  const notEnough = { read: tokens.write, write: tokenWith('read', 'operate'), operate: tokenWith('read', 'write') };
  const expired = addToken(accessFile, { name: 'expired', scopes: all, expiresAt: Date.now() - 1 });
  const revoked = addToken(accessFile, { name: 'revoked', scopes: all });
  revokeToken(accessFile, 'revoked');
  for (const [index, [endpoint, need]] of Object.entries(needsOf(app.routes)).entries()) {
    const [method = '', path = ''] = endpoint.split(' ');
    // Wrong tokens are counted by address.
    const from = { 'X-Forwarded-For': `10.0.0.${index}` };
    for (const each of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
      const outcome = (token?: string) => outcomeOf(url + path, each, { ...from, ...(token ? bearer(token) : {}) });
      const told = `${each} ${path}`;
      if (need === 'nothing') {
        // Where one signs in.
        if (endpoint === 'POST /api/session') continue;
        for (const token of [undefined, tokens.write, expired, revoked]) {
          assert.ok(isLetIn(await outcome(token)), told);
        }
        continue;
      }
      assert.deepEqual(await outcome(), UNKNOWN, told);
      assert.deepEqual(await outcome(expired), INVALID, told);
      assert.deepEqual(await outcome(revoked), INVALID, told);
      assert.deepEqual(await outcome(`${tokens[need]}x`), INVALID, told);
      const scope = `${REALM}, error="insufficient_scope", scope="${need}"`;
      assert.deepEqual(await outcome(notEnough[need]), [403, 'not-allowed', scope], told);
      assert.ok(isLetIn(await outcome(tokens[need])), told);
    }
  }
});

function needsOf(routes: readonly Route[]): Record<string, Need> {
  const endpoints = routes.flatMap(({ path, methods }) =>
    Object.entries(methods).map(([method, { needs }]) => [`${method} ${path}`, needs] as const),
  );
  return Object.fromEntries(endpoints);
}

function isLetIn([status]: Outcome): boolean {
  return status !== 401 && status !== 403 && status < 500;
}

/** Without waiting for the end of an answer that is none: a stream has none. A HEAD answer can't say its code. */
async function outcomeOf(url: string, method: string, headers: Record<string, string>): Promise<Outcome> {
  const outgoing = request(url, { method, headers, agent: false }).end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { statusCode: status = 0 } = response;
  const challenge = response.headers['www-authenticate'];
  const isProblem = response.headers['content-type'] === 'application/problem+json';
  const body = isProblem && method !== 'HEAD' ? await text(response) : '{}';
  outgoing.destroy();
  const expected = status === 401 ? 'sign-in-required' : 'not-allowed';
  const code = method === 'HEAD' ? expected : (JSON.parse(body) as { readonly code?: string }).code;
  return challenge === undefined ? [status] : [status, code ?? '', challenge];
}
