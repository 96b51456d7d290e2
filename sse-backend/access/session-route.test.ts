import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, refusal, type Answer } from '../testing/ask.ts';
import { bearer, startClosed, type ClosedApp } from '../testing/closed-app.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { addToken, revokeToken } from '../testing/test-tokens.ts';

const HOUR_MS = 3_600_000;

/** The cookie that an answer gives, as a browser sends it back. */
function cookieOf({ headers }: Answer): { readonly Cookie: string } {
  return { Cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
}

function reportOf({ text }: Answer): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

function session({ url }: { readonly url: string }, method: string, headers: Record<string, string>): Promise<Answer> {
  return ask(`${url}/api/session`, { method, headers });
}

async function signedIn(app: ClosedApp): Promise<{ readonly Cookie: string }> {
  return cookieOf(await session(app, 'POST', bearer(app.token)));
}

async function statusWith({ url }: ClosedApp, cookie: { readonly Cookie: string }): Promise<number> {
  return (await ask(`${url}/api/status`, { headers: cookie })).status;
}

test('while nobody has to sign in, everyone is told so and there is no way to', async (t) => {
  const local = { Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] };
  const open = await startApp(t);
  for (const method of ['GET', 'POST']) assert.deepEqual(reportOf(await session(open, method, {})), local);
  const anonymous = await startApp(t, '--allow-anonymous');
  assert.deepEqual(reportOf(await session(anonymous, 'GET', {})), { ...local, Name: 'anonymous' });
});

test('who has to sign in is told how, with wrong credentials as well', async (t) => {
  const app = await startClosed(t);
  for (const headers of [{}, bearer('vw_no'), { Cookie: 'vitalwire=x' }]) {
    const answer = await session(app, 'GET', headers);
    assert.deepEqual(reportOf(answer), { Name: null, Scopes: [], Expires: null, Methods: ['token'] });
    assert.equal(answer.headers['www-authenticate'], undefined);
  }
  assert.deepEqual(refusal(await session(app, 'POST', {})), [401, 'sign-in-required']);
  assert.deepEqual(refusal(await session(app, 'POST', bearer('vw_no'))), [401, 'sign-in-required']);
});

test('a token is traded for a cookie that no script can read and no other site has sent along', async (t) => {
  const app = await startClosed(t, { name: 'ward 3', scopes: ['operate'] });
  const before = Date.now();
  const answer = await session(app, 'POST', bearer(app.token));
  const { Expires, ...report } = reportOf(answer);
  assert.deepEqual(report, { Name: 'ward 3', Scopes: ['read', 'operate'], Methods: ['token'] });
  const lasts = Date.parse(String(Expires)) - before;
  assert.ok(lasts >= 12 * HOUR_MS && lasts < 12 * HOUR_MS + 60_000);
  assert.match(
    answer.headers['set-cookie']?.join('\n') ?? '',
    /^vitalwire-[0-9a-f]{4}=[\w-]+\.[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/,
  );
  assert.equal(await statusWith(app, cookieOf(answer)), 200);
  assert.equal(reportOf(await session(app, 'GET', cookieOf(answer)))['Name'], 'ward 3');
});

test('over TLS the cookie is sent over TLS only, and no other host of the domain can set it', async (t) => {
  const app = await startClosed(t, {}, '--trust-proxy', '127.0.0.1', '--public-url', 'https://ward.example.org');
  const headers = { Host: 'ward.example.org', 'X-Forwarded-For': '192.0.2.1' };
  const answer = await session(app, 'POST', { ...headers, ...bearer(app.token) });
  assert.match(
    answer.headers['set-cookie']?.[0] ?? '',
    /^__Host-vitalwire-[0-9a-f]{4}=\S+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/,
  );
  const { Cookie } = cookieOf(answer);
  assert.equal((await ask(`${app.url}/api/status`, { headers: { ...headers, Cookie } })).status, 200);
  const bare = { ...headers, Cookie: Cookie.replace('__Host-', '') };
  assert.equal((await ask(`${app.url}/api/status`, { headers: bare })).status, 401);
});

test('a session ends with its token at the latest, and is renewed no further', async (t) => {
  const expiresAt = Date.now() + HOUR_MS;
  const app = await startClosed(t, { expiresAt });
  const first = await session(app, 'POST', bearer(app.token));
  const renewed = await session(app, 'POST', { ...cookieOf(first), Origin: app.url });
  for (const answer of [first, renewed]) {
    assert.equal(Date.parse(String(reportOf(answer)['Expires'])), expiresAt);
    assert.match(answer.headers['set-cookie']?.[0] ?? '', /Max-Age=3600;|Max-Age=359\d;/);
  }
  revokeToken(app.accessFile, 'ward');
  assert.equal(await statusWith(app, cookieOf(renewed)), 401);
  assert.deepEqual(refusal(await session(app, 'POST', { ...cookieOf(renewed), Origin: app.url })), [
    401,
    'sign-in-required',
  ]);
});

test('signing out ends all copies and renewals of the cookie, and what is open in the session', async (t) => {
  const app = await startClosed(t);
  const copy = await signedIn(app);
  const renewed = cookieOf(await session(app, 'POST', { ...copy, Origin: app.url }));
  const other = await signedIn(app);
  const stream = await StreamClient.open(`${app.url}/events`, { headers: copy });
  const answer = await session(app, 'DELETE', { ...renewed, Origin: app.url });
  assert.deepEqual([answer.status, answer.text], [204, '']);
  assert.match(
    answer.headers['set-cookie']?.[0] ?? '',
    /^vitalwire-[0-9a-f]{4}=; Path=\/; Max-Age=0; HttpOnly; SameSite=Strict$/,
  );
  assert.deepEqual(
    [await statusWith(app, copy), await statusWith(app, renewed), await statusWith(app, other)],
    [401, 401, 200],
  );
  assert.equal(await stream.closed, 'ended');
  assert.deepEqual(
    stream.of('session-expired').map(({ data }) => data),
    ['{"Reason":"signed-out"}'],
  );
  assert.equal((await session(app, 'DELETE', {})).status, 204);
});

test('a cookie that was changed, cut or signed by another server is worth nothing', async (t) => {
  const app = await startClosed(t);
  const { Cookie } = await signedIn(app);
  const [name = '', payload = '', signature = ''] = Cookie.split(/[=.]/);
  const richer = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const forged = Buffer.from(JSON.stringify({ ...richer, scopes: ['operate'] })).toString('base64url');
  for (const value of [
    `${forged}.${signature}`,
    payload,
    `${payload}.`,
    `${payload}.${signature.slice(1)}`,
    '.',
    'x.y',
  ]) {
    assert.equal(await statusWith(app, { Cookie: `${name}=${value}` }), 401, value);
  }
});

test('with a cookie only a page of our own may change something; with a token anybody, from anywhere', async (t) => {
  const app = await startClosed(t, { scopes: ['write', 'read'] }, '--allow-origin', 'https://ward.example.org');
  const cookie = await signedIn(app);
  const post = async (headers: Record<string, string>) => {
    const answer = await ask(`${app.url}/api/readings`, { method: 'POST', headers });
    return answer.status === 403 ? refusal(answer) : answer.status;
  };
  for (const origin of ['https://ward.example.org', 'http://localhost:1', 'null']) {
    assert.deepEqual(await post({ ...cookie, Origin: origin }), [403, 'foreign-origin'], origin);
    assert.deepEqual(refusal(await session(app, 'DELETE', { ...cookie, Origin: origin })), [403, 'foreign-origin']);
  }
  assert.deepEqual(await post(cookie), [403, 'foreign-origin']);
  assert.equal(await post({ ...cookie, Origin: app.url }), 415);
  assert.equal(await post({ ...bearer(app.token), Origin: 'https://ward.example.org' }), 415);
  assert.equal(await post(bearer(app.token)), 415);
  const signIn = { ...bearer(app.token), Origin: 'https://ward.example.org' };
  assert.deepEqual(refusal(await session(app, 'POST', signIn)), [403, 'foreign-origin']);
  assert.equal(await statusWith(app, cookie), 200);
});

test('guessing is slowed, and whoever has the right token never feels it', async (t) => {
  const app = await startClosed(t);
  const guess = async () => refusal(await ask(`${app.url}/api/status`, { headers: bearer('vw_abcdefgh_x') }));
  const answers = [];
  for (let attempt = 0; attempt < 21; attempt += 1) answers.push(await guess());
  assert.deepEqual(answers, [...Array<unknown>(20).fill([401, 'sign-in-required']), [429, 'too-many-attempts']]);
  const slowed = await session(app, 'POST', bearer('vw_abcdefgh_x'));
  assert.ok(Number(slowed.headers['retry-after']) >= 1);
  assert.equal((await session(app, 'POST', bearer(app.token))).status, 200);
  assert.equal((await ask(`${app.url}/api/status`)).status, 401);
});

test('the first token closes a server that was open, within a second; what is open to all stays so', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const folder = tempFolder(t);
  const { url } = await startApp(t, '--data', folder);
  assert.equal((await ask(`${url}/api/status`)).status, 200);
  const token = addToken(join(folder, 'access.sqlite'), { name: 'writer', scopes: ['write'] });
  t.mock.timers.tick(1000);
  assert.equal((await ask(`${url}/api/status`)).status, 401);
  for (const path of ['/', '/healthz', '/readyz', '/api/session']) {
    assert.equal((await ask(url + path)).status, 200, path);
  }
  const answer = await ask(`${url}/api/status`, { headers: bearer(token) });
  assert.deepEqual(refusal(answer), [403, 'not-allowed']);
  assert.match(answer.text, /\\"writer\\" is not allowed to do this: it needs the scope \\"read\\"/);
});
