import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { refuseUnknownPath, route } from '../../http/router.ts';
import { createHttpServer } from '../../http/server.ts';
import { Logger } from '../../ops/logger.ts';
import { letIn } from '../../testing/let-in.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { AUDIENCE, CLIENT_ID, TestIssuer, type IssuerOptions } from '../../testing/test-issuer.ts';
import { Visitor, type Visit } from '../../testing/visitor.ts';
import type { Principal } from '../../http/principal.ts';
import { openOidc } from './oidc.ts';

const PEOPLE = { nurse: ['operate', 'offline_access'], reader: ['vitalwire-read'], cook: ['kitchen'] };

/** A server with nothing but the sign-in, whose sessions are looked at. */
interface Setup {
  readonly issuer: TestIssuer;
  readonly url: string;
  readonly sessions: readonly Principal[];
  readonly logged: readonly string[];
}

async function setUp(t: TestContext, options: IssuerOptions = {}, originOf?: string): Promise<Setup> {
  const issuer = await TestIssuer.startFor(t, { people: PEOPLE, ...options });
  const sessions: Principal[] = [];
  const logged: string[] = [];
  const clientSecretFile = options.secret === undefined ? undefined : join(tempFolder(t), 'secret');
  if (clientSecretFile !== undefined) writeFileSync(clientSecretFile, String(options.secret), { mode: 0o600 });
  const config = { issuer: issuer.url, clientId: CLIENT_ID, clientSecretFile, audience: AUDIENCE };
  const logger = new Logger('info', (line) => logged.push(line));
  const oidc = await openOidc({ ...config, scopeClaim: 'realm_access.roles' }, logger);
  const routes = oidc.routes({
    sessionKey: randomBytes(32),
    originOf: ({ headers }) => originOf ?? `http://${String(headers.host)}`,
    beginSession: (response, principal) => {
      sessions.push(principal);
      response.setHeader('Set-Cookie', 'session=begun');
      return Promise.resolve();
    },
  });
  const handle = route(routes, refuseUnknownPath, letIn);
  const server = createHttpServer({ handle, onFailure: (error) => logged.push(String(error)) }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    oidc.close();
    server.close().closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer.authorize(originOf ?? url);
  return { issuer, url, sessions, logged };
}

/** Signs somebody in up to the callback, which the test may change before it is visited. */
async function upToCallback(visitor: Visitor, url: string, name: string, query = ''): Promise<URL> {
  const { location } = await visitor.go(`${url}/sign-in/oidc${query}`);
  return new URL(await visitor.signIn(location, name));
}

/** Whether an answer is the page that says why not, with these words. */
function assertPage(visit: Visit, status: number, words: RegExp): void {
  assert.deepEqual([visit.status, visit.headers.get('content-type')], [status, 'text/html; charset=utf-8']);
  assert.match(visit.text, words);
  assert.match(String(visit.headers.get('content-security-policy')), /^default-src 'none'/);
}

test('the provider is asked for a code with state, nonce and PKCE by S256, and the cookie tells nothing of them', async (t) => {
  const { issuer, url } = await setUp(t);
  const { status, location = '', headers } = await new Visitor().go(`${url}/sign-in/oidc`);
  const { origin, searchParams } = new URL(location);
  assert.deepEqual([status, origin], [302, issuer.url]);
  const { state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(searchParams);
  assert.deepEqual(rest, {
    client_id: CLIENT_ID,
    response_type: 'code',
    redirect_uri: `${url}/sign-in/oidc/callback`,
    scope: 'openid profile',
    code_challenge_method: 'S256',
  });
  assert.deepEqual([state?.length, nonce?.length, challenge?.length], [44, 43, 43]);
  const [cookie = '', ...more] = headers.getSetCookie();
  const name = `vitalwire-sign-in-${String(state)[0] ?? ''}`;
  assert.match(cookie, new RegExp(`^${name}=[\\w-]{200,}; Max-Age=600; Path=/; HttpOnly; SameSite=Lax$`));
  assert.deepEqual(more, []);
  for (const secret of [state, nonce]) assert.ok(!cookie.includes(String(secret)));
});

test('under https the cookie is Secure and __Host-, and the provider leads back to the public address', async (t) => {
  const { url } = await setUp(t, {}, 'https://ward.example.org');
  const { location = '', headers } = await new Visitor().go(`${url}/sign-in/oidc`);
  assert.match(headers.getSetCookie().join(), /^__Host-vitalwire-sign-in-\d=\S+; .*; SameSite=Lax; Secure$/);
  const redirectUri = new URL(location).searchParams.get('redirect_uri');
  assert.equal(redirectUri, 'https://ward.example.org/sign-in/oidc/callback');
});

for (const algorithm of ['ES256', 'RS256'] as const) {
  for (const rolesIn of ['id-token', 'access-token', 'userinfo'] as const) {
    test(`who signs in has a session of twelve hours with the scopes of the ${rolesIn}, signed with ${algorithm}`, async (t) => {
      const { url, sessions, logged } = await setUp(t, { algorithm, rolesIn });
      const visitor = new Visitor();
      const callback = await upToCallback(visitor, url, 'nurse', '?return=%2Fperson%2FR1%3Fdays%3D7%23chart');
      const { status, location, headers } = await visitor.go(callback.href);
      assert.deepEqual([status, location], [302, `${url}/person/R1?days=7#chart`], logged.join(''));
      const [{ name, key, scopes, expiresAt = 0, expiry } = assert.fail(), ...more] = sessions;
      assert.deepEqual([name, key, [...scopes], more], ['nurse', 'oidc:nurse', ['operate', 'read'], []]);
      assert.ok(Math.abs(expiresAt - Date.now() - 12 * 3_600_000) < 60_000);
      assert.equal(expiry.hasEnded, false);
      const cookies = headers.getSetCookie();
      assert.equal(cookies[0], 'session=begun');
      assert.match(String(cookies[1]), /^vitalwire-sign-in-\d=; Max-Age=0; /);
      assert.deepEqual(
        [...visitor.cookies.keys()].filter((each) => each.startsWith('vitalwire')),
        [],
      );
    });
  }
}

test('a server with a secret proves itself with it, whatever characters it has', async (t) => {
  const { url, sessions } = await setUp(t, { secret: 's3cret: +%&/' });
  const visitor = new Visitor();
  assert.equal((await visitor.go((await upToCallback(visitor, url, 'reader')).href)).status, 302);
  assert.equal(sessions.length, 1);
});

test('whoever has none of the scopes gets a page that says so, and no session', async (t) => {
  const { url, sessions, logged } = await setUp(t);
  const visitor = new Visitor();
  const visit = await visitor.go((await upToCallback(visitor, url, '<b>cook</b>')).href);
  assertPage(visit, 403, /<p>&#60;b&#62;cook&#60;\/b&#62; may do nothing here yet: ask whoever looks after/);
  assert.deepEqual(sessions, []);
  assert.match(logged.join(''), /none of the scopes; see --oidc-scope-claim/);
});

test('a callback counts once', async (t) => {
  const { url, sessions } = await setUp(t);
  const visitor = new Visitor();
  const callback = await upToCallback(visitor, url, 'reader');
  const stolen = new Map(visitor.cookies);
  assert.equal((await visitor.go(callback.href)).status, 302);
  assertPage(await visitor.go(callback.href), 400, /begun in another browser, or too long ago/);
  for (const [name, value] of stolen) visitor.cookies.set(name, value);
  assertPage(await visitor.go(callback.href), 403, /would not confirm this sign-in/);
  assert.equal(sessions.length, 1);
});

test('a callback without the cookie of its sign-in, or in another browser, comes to nothing', async (t) => {
  const { url, sessions } = await setUp(t);
  const callback = await upToCallback(new Visitor(), url, 'reader');
  assertPage(await new Visitor().go(callback.href), 400, /begun in another browser/);
  const victim = new Visitor();
  for (let slot = 0; slot < 8; slot += 1) await victim.go(`${url}/sign-in/oidc`);
  assertPage(await victim.go(callback.href), 400, /begun in another browser/);
  assert.deepEqual(sessions, []);
});

test('an answer for another sign-in of the same browser comes to nothing', async (t) => {
  const { url, sessions, logged } = await setUp(t);
  const attacker = await upToCallback(new Visitor(), url, 'nurse');
  const visitor = new Visitor();
  const own = await upToCallback(visitor, url, 'reader');
  own.searchParams.set('code', String(attacker.searchParams.get('code')));
  assertPage(await visitor.go(own.href), 403, /would not confirm this sign-in/);
  assert.deepEqual(sessions, []);
  assert.doesNotMatch(logged.join(''), new RegExp(String(attacker.searchParams.get('code'))));
});

test('an answer of another provider comes to nothing', async (t) => {
  const { url, sessions } = await setUp(t);
  const visitor = new Visitor();
  const callback = await upToCallback(visitor, url, 'reader');
  callback.searchParams.set('iss', 'https://elsewhere.example');
  assertPage(await visitor.go(callback.href), 403, /not what was asked for/);
  assert.deepEqual(sessions, []);
});

test('an ID token that is not what it should be signs nobody in', async (t) => {
  const { issuer, url, sessions } = await setUp(t);
  const foreign = await TestIssuer.startFor(t);
  const real = fetch;
  let idToken = '';
  t.mock.method(globalThis, 'fetch', async (to: string, options: RequestInit) => {
    const response = await real(to, options);
    if (!to.endsWith('/token')) return response;
    return Response.json({ ...((await response.json()) as object), id_token: idToken });
  });
  const signIn = async (make: (claims: Record<string, unknown>) => Promise<string>): Promise<Visit> => {
    const visitor = new Visitor();
    const { location } = await visitor.go(`${url}/sign-in/oidc`);
    const nonce = new URL(String(location)).searchParams.get('nonce');
    const callback = await visitor.signIn(location, 'reader');
    idToken = await make({ aud: CLIENT_ID, sub: 'reader', nonce, realm_access: { roles: ['read'] } });
    return visitor.go(callback);
  };
  const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const forgeries: Record<string, (claims: Record<string, unknown>) => Promise<string>> = {
    'of another sign-in': (claims) => issuer.sign({ ...claims, nonce: 'another' }),
    'without a nonce': (claims) => issuer.sign({ ...claims, nonce: undefined }),
    'for another client': (claims) => issuer.sign({ ...claims, aud: 'another' }),
    'of another issuer': (claims) => issuer.sign({ ...claims, iss: foreign.url }),
    expired: (claims) => issuer.sign({ ...claims, exp: 1 }),
    'signed by another issuer': (claims) => foreign.sign({ ...claims, iss: issuer.url }),
    'with another payload': async (claims) => {
      const [header = '', payload = '', signature = ''] = (await issuer.sign(claims)).split('.');
      const whole = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
      return `${header}.${encoded({ ...whole, realm_access: { roles: ['operate'] } })}.${signature}`;
    },
    'signed by nobody': async (claims) => {
      const payload = (await issuer.sign(claims)).split('.')[1] ?? '';
      return `${encoded({ alg: 'none' })}.${payload}.`;
    },
  };
  for (const [kind, make] of Object.entries(forgeries)) assert.equal((await signIn(make)).status, 403, kind);
  assert.deepEqual(sessions, []);
  assert.equal((await signIn((claims) => issuer.sign(claims))).status, 302);
});

test('a changed cookie and one of a server with another key are none', async (t) => {
  const { url, sessions } = await setUp(t);
  const visitor = new Visitor();
  const callback = await upToCallback(visitor, url, 'reader');
  const [name = '', value = ''] = [...visitor.cookies].find(([each]) => each.startsWith('vitalwire')) ?? [];
  for (const changed of [`${value.slice(0, -2)}AA`, value.slice(0, 20), 'x', '']) {
    visitor.cookies.set(name, changed);
    assertPage(await visitor.go(callback.href), 400, /begun in another browser/);
  }
  const other = await setUp(t);
  const elsewhere = callback.href.replace(url, other.url);
  visitor.cookies.set(name, value);
  assertPage(await visitor.go(elsewhere), 400, /begun in another browser/);
  assert.deepEqual([...sessions, ...other.sessions], []);
});

test('a sign-in counts for ten minutes', async (t) => {
  const { url } = await setUp(t);
  const visitor = new Visitor();
  const callback = await upToCallback(visitor, url, 'reader');
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 601_000 });
  assertPage(await visitor.go(callback.href), 400, /too long ago/);
});

test('as many as eight sign-ins of one browser can be under way, and more take the place of others', async (t) => {
  const { url } = await setUp(t);
  const visitor = new Visitor();
  const begun: Visit[] = [];
  for (let count = 1; count <= 8; count += 1) begun.push(await visitor.go(`${url}/sign-in/oidc`));
  for (const { location } of begun) {
    assert.equal((await visitor.go(await visitor.signIn(location, 'reader'))).status, 302);
  }
  for (let count = 1; count <= 20; count += 1) await visitor.go(`${url}/sign-in/oidc`);
  assert.equal([...visitor.cookies.keys()].filter((each) => each.startsWith('vitalwire')).length, 8);
});

test('who says no at the provider is told so, and may try again', async (t) => {
  const { url, logged } = await setUp(t);
  const visitor = new Visitor();
  const { location } = await visitor.go(`${url}/sign-in/oidc`);
  const state = String(new URL(String(location)).searchParams.get('state'));
  const query = `error=access_denied&error_description=%3Cb%3Ehello&state=${state}&iss=${encodeURIComponent(
    new URL(String(location)).origin,
  )}`;
  const visit = await visitor.go(`${url}/sign-in/oidc/callback?${query}`);
  assertPage(visit, 403, /did not let you in \(access_denied\)\./);
  assert.doesNotMatch(visit.text + logged.join(''), /hello/);
  assert.match(visit.text, /<a href="\/sign-in\/oidc\?prompt=login">/);
  const again = await visitor.go(`${url}/sign-in/oidc?prompt=login`);
  assert.equal(new URL(String(again.location)).searchParams.get('prompt'), 'login');
});

test('an answer without end of the token endpoint is given up, and the log says so', async (t) => {
  const { issuer, url, logged } = await setUp(t);
  const visitor = new Visitor();
  const callback = await upToCallback(visitor, url, 'reader');
  issuer.flood('/token');
  assertPage(await visitor.go(callback.href), 403, /not what was asked for/);
  assert.match(logged.join(''), /the answer of http:\S+\/token has more than 1048576 bytes/);
  assert.ok(issuer.flooded < 30 * 2 ** 20);
});

test('while the provider is down there is a page that says so, and then the sign-in is there', async (t) => {
  const { issuer, url } = await setUp(t);
  const visitor = new Visitor();
  const callback = await upToCallback(visitor, url, 'reader');
  issuer.stop();
  const visit = await visitor.go(callback.href);
  assertPage(visit, 503, /provider can&#39;t be reached/);
});
