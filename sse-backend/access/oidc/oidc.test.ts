import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, refusal } from '../../testing/ask.ts';
import { StreamClient } from '../../testing/stream-client.ts';
import { startApp } from '../../testing/test-app.ts';
import { TestIssuer } from '../../testing/test-issuer.ts';

const READING = JSON.stringify({ Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' });

function bearer(token: string): { readonly Authorization: string } {
  return { Authorization: `Bearer ${token}` };
}

test('a machine does with its token what its scopes say, and nothing else', async (t) => {
  const issuer = await TestIssuer.startFor(t);
  const { url, logged } = await startApp(t, ...issuer.flags);
  const token = await issuer.machineToken('write');
  const headers = { ...bearer(token), 'Content-Type': 'application/json' };
  const posted = await ask(`${url}/api/readings`, { method: 'POST', headers, body: READING });
  assert.equal(posted.status, 201, posted.text);
  assert.deepEqual(refusal(await ask(`${url}/api/status`, { headers })), [403, 'not-allowed']);
  const forged = await issuer.sign({ aud: 'https://elsewhere.example', scope: 'read' });
  const refused = await ask(`${url}/api/status`, { headers: bearer(forged) });
  assert.deepEqual(refusal(refused), [401, 'sign-in-required']);
  assert.match(String(refused.headers['www-authenticate']), /^Bearer .*error="invalid_token"/);
  for (const each of [token, forged]) assert.ok(!logged.join('').includes(each));
});

test('a stream ends with its token, and says so', async (t) => {
  const issuer = await TestIssuer.startFor(t);
  const { url } = await startApp(t, ...issuer.flags);
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });
  const token = await issuer.sign({ scope: 'read', exp: Math.floor(Date.now() / 1000) + 30 });
  const client = await StreamClient.open(`${url}/events`, { headers: bearer(token) });
  t.after(() => client.cut());
  // A minute is given to clocks that differ.
  for (const ms of [60_000, 30_000]) t.mock.timers.tick(ms);
  await client.until(({ events }) => events.at(-1)?.event === 'session-expired');
  t.mock.timers.tick(1000);
  assert.equal(await client.closed, 'ended');
  assert.deepEqual(client.events.at(-1), { id: undefined, event: 'session-expired', data: '{"Reason":"expired"}' });
});

test('a machine whose token has a fault is told which, and the log says it once', async (t) => {
  const issuer = await TestIssuer.startFor(t);
  const { url, logged } = await startApp(t, ...issuer.flags);
  for (const jti of ['first', 'second']) {
    const headers = bearer(await issuer.sign({ iss: `${issuer.url}/`, scope: 'read', jti }));
    const { status, text } = await ask(`${url}/api/status`, { headers });
    const detail =
      `The token's "iss" is "${issuer.url}/", but "${issuer.url}" is expected: ` +
      'they differ only in the trailing slash.';
    assert.deepEqual([status, (JSON.parse(text) as { readonly detail: string }).detail], [401, detail]);
  }
  assert.equal(logged.join('').match(/the trailing slash/g)?.length, 1);
});

test('a token whose key is newer than the last look is told to come again', async (t) => {
  const issuer = await TestIssuer.startFor(t);
  const { url } = await startApp(t, ...issuer.flags);
  const status = async () => ask(`${url}/api/status`, { headers: bearer(await issuer.sign({ scope: 'read' })) });
  assert.equal((await status()).status, 200);
  await issuer.rotateKeys();
  const early = await status();
  assert.deepEqual(refusal(early), [503, 'sign-in-unavailable']);
  assert.match(String(early.headers['retry-after']), /^\d+$/);
});

test('a server starts while its issuer is down, says so in its log, and is ready', async (t) => {
  const issuer = await TestIssuer.startFor(t);
  issuer.stop();
  const { url, logged } = await startApp(t, ...issuer.flags);
  const refused = await ask(`${url}/events`, { headers: bearer(await issuer.sign({ scope: 'read' })) });
  assert.deepEqual(refusal(refused), [503, 'sign-in-unavailable']);
  assert.match(String(refused.headers['retry-after']), /^\d+$/);
  const signIn = await ask(`${url}/sign-in/oidc`);
  assert.deepEqual([signIn.status, signIn.headers['content-type']], [503, 'text/html; charset=utf-8']);
  assert.equal((await ask(`${url}/readyz`)).status, 200);
  assert.match(logged.join(''), /"level":"warn","message":"the sign-in provider can't be used yet","issuer":/);
});

test('an issuer adds the two steps of signing in, which are open to all, and nothing else', async (t) => {
  const issuer = await TestIssuer.startFor(t);
  const [{ app: plain }, { app: withIssuer }] = [await startApp(t), await startApp(t, ...issuer.flags)];
  const needs = withIssuer.routes
    .filter(({ path }) => !plain.routes.some((each) => each.path === path))
    .flatMap(({ path, methods }) =>
      Object.entries(methods).map(([method, each]) => `${method} ${path}: ${each.needs}`),
    );
  assert.deepEqual(needs, ['GET /sign-in/oidc: nothing', 'GET /sign-in/oidc/callback: nothing']);
});
