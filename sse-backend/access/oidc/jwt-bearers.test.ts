import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { AppError } from '../../app-error.ts';
import { Logger } from '../../ops/logger.ts';
import { AUDIENCE, CLIENT_ID, TestIssuer, type IssuerOptions } from '../../testing/test-issuer.ts';
import type { Principal } from '../../http/principal.ts';
import { IssuedTokens } from './issued-tokens.ts';
import { Issuer } from './issuer.ts';
import { JwtBearers } from './jwt-bearers.ts';
import { loadPeers } from './peers.ts';

/** The bearers of a server that takes the tokens of an issuer. */
interface Setup {
  readonly issuer: TestIssuer;
  readonly bearers: JwtBearers;
  readonly logged: readonly string[];
  /** Lets so many seconds pass, for the pauses between two questions to the issuer. */
  readonly wait: (seconds: number) => void;
}

async function setUp(t: TestContext, options: IssuerOptions = {}): Promise<Setup> {
  const issuer = await TestIssuer.startFor(t, options);
  const peers = await loadPeers();
  const logged: string[] = [];
  const logger = new Logger('info', (line) => logged.push(line));
  let now = 0;
  const config = { issuer: issuer.url, clientId: CLIENT_ID, clientSecretFile: undefined };
  const asked = new Issuer({ ...config, audience: AUDIENCE, scopeClaim: 'scope' }, { peers, logger, now: () => now });
  t.after(() => asked.close());
  const bearers = new JwtBearers(new IssuedTokens(asked, peers.jose), { audience: AUDIENCE, scopeClaim: 'scope' });
  return { issuer, bearers, logged, wait: (seconds) => (now += seconds * 1000) };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

const MIB = 2 ** 20;

const UNAVAILABLE = (error: unknown) => error instanceof AppError && error.code === 'sign-in-unavailable';

for (const algorithm of ['ES256', 'RS256'] as const) {
  test(`a token that a machine got by its credentials, signed with ${algorithm}, is known with its scopes`, async (t) => {
    const { issuer, bearers } = await setUp(t, { algorithm });
    const principal = await bearers.verify(await issuer.machineToken('write operate'));
    assert.deepEqual(
      [principal?.name, principal?.key, [...(principal?.scopes ?? [])]],
      ['sensor', 'oidc:sensor', ['write', 'operate', 'read']],
    );
  });
}

test('the same token is the same principal, also when it comes twice at once', async (t) => {
  const { issuer, bearers } = await setUp(t);
  const [token, other] = await Promise.all([issuer.sign(), issuer.sign({ jti: 'another' })]);
  const [first, second] = await Promise.all([bearers.verify(token), bearers.verify(token)]);
  assert.ok(first);
  assert.equal(second, first);
  assert.equal(await bearers.verify(token), first);
  assert.notEqual(await bearers.verify(other), first);
});

test('a expiry ends when its token does, and then the token is unknown', async (t) => {
  const { issuer, bearers } = await setUp(t);
  t.mock.timers.enable({ apis: ['Date', 'setTimeout'], now: Date.now() });
  const token = await issuer.sign({ exp: seconds() + 300 });
  const { expiry, expiresAt } = (await bearers.verify(token)) as Principal;
  // A minute is given to clocks that differ.
  assert.equal(expiresAt, (seconds() + 360) * 1000);
  const over = new Promise((resolve) => expiry.onEnd(resolve));
  t.mock.timers.tick(361_000);
  assert.equal(await over, 'expired');
  assert.equal(await bearers.verify(token), undefined);
});

test('a token that is not what it should be is unknown', async (t) => {
  const { issuer, bearers, wait } = await setUp(t);
  const foreign = await TestIssuer.startFor(t);
  const now = seconds();
  const good = await issuer.sign();
  const [header = '', payload = '', signature = ''] = good.split('.');
  const tokens: Record<string, string> = {
    expired: await issuer.sign({ exp: now - 61 }),
    'not yet good': await issuer.sign({ nbf: now + 90 }),
    'without an end': await issuer.sign({ exp: undefined }),
    'signed by another issuer': await foreign.sign({ iss: issuer.url }),
    'with an unknown key': await issuer.sign({}, { kid: 'never-seen' }),
    'with a key for something else': await issuer.sign({}, { kid: String(issuer.publicKey('RS256').kid) }),
    'signed by nobody': `${encode({ alg: 'none', typ: 'at+jwt' })}.${payload}.`,
    'signed by nobody, keeping the signature': `${encode({ alg: 'none' })}.${payload}.${signature}`,
    'signed with the public key as a secret': signedWithPublicKey(issuer, payload),
    'with another payload': `${header}.${encode({ iss: issuer.url, aud: AUDIENCE, sub: 'x', exp: now + 60 })}.${signature}`,
    'an ID token': await issuer.sign({ at_hash: 'abc' }, { typ: 'JWT' }),
    'an ID token of Keycloak': await issuer.sign({ typ: 'ID' }, { typ: 'JWT' }),
    'a logout token': await issuer.sign({}, { typ: 'logout+jwt' }),
    'bound to a key': await issuer.sign({ cnf: { jkt: 'abc' } }),
    'too long': await issuer.sign({ note: 'x'.repeat(8000) }),
    'no token': 'Bearer',
    nothing: '',
    'only dots': '..',
    'of no JSON': `${header}.bm8.${signature}`,
  };
  for (const [kind, token] of Object.entries(tokens)) {
    wait(5);
    assert.equal(await bearers.verify(token), undefined, kind);
  }
  assert.ok(await bearers.verify(good));
});

test('a token that its issuer has signed is refused with what is wrong with it', async (t) => {
  const { issuer, bearers } = await setUp(t);
  const seen = JSON.stringify(issuer.url);
  for (const [claims, message] of [
    [{ sub: undefined }, 'The token has no "sub", so it names no caller; have the provider put one into it.'],
    [
      { iss: `${issuer.url}/` },
      `The token's "iss" is "${issuer.url}/", but ${seen} is expected: they differ only in the trailing slash.`,
    ],
    [{ iss: 'https://other' }, `The token's "iss" is "https://other", but ${seen} is expected.`],
    [{ iss: undefined }, `The token's "iss" is "null", but ${seen} is expected.`],
    [{ aud: 'https://other' }, `The token's "aud" is "https://other", but "${AUDIENCE}" is expected.`],
    [{ aud: undefined }, `The token's "aud" is null, but "${AUDIENCE}" is expected.`],
  ] as const) {
    await assert.rejects(bearers.verify(await issuer.sign(claims)), { name: 'TokenFault', message });
  }
});

test('a clock that differs by less than a minute is no reason to refuse a token', async (t) => {
  const { issuer, bearers } = await setUp(t);
  const [ahead, behind] = [await issuer.sign({ nbf: seconds() + 55 }), await issuer.sign({ exp: seconds() - 30 })];
  assert.ok(await bearers.verify(ahead));
  assert.ok(await bearers.verify(behind));
});

test('of more than 10,000 tokens the oldest idle ones are forgotten with their timers, those in use are not', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
  const claimsOf = (token: string) => Promise.resolve({ sub: token, exp: 100 });
  const bearers = new JwtBearers({ claimsOf }, { audience: AUDIENCE, scopeClaim: 'scope' });
  const used = (await bearers.verify('used')) as Principal;
  const ends: string[] = [];
  used.expiry.onEnd((reason) => ends.push(reason));
  const idle = (await bearers.verify('idle')) as Principal;
  for (let count = 3; count <= 10_001; count += 1) await bearers.verify(String(count));
  const newest = (await bearers.verify('10001')) as Principal;
  assert.equal(await bearers.verify('used'), used);
  t.mock.timers.tick(60_000);
  t.mock.timers.tick(100_000);
  assert.deepEqual([ends, newest.expiry.hasEnded, idle.expiry.hasEnded], [['expired'], true, false]);
});

test('as many as 1,000 tokens are checked at a time, and the same one is checked once', async () => {
  let checks = 0;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const claimsOf = () => {
    checks += 1;
    return promise;
  };
  const bearers = new JwtBearers({ claimsOf }, { audience: AUDIENCE, scopeClaim: 'scope' });
  const answers = Array.from({ length: 1000 }, (_, index) => bearers.verify(String(index)));
  const again = bearers.verify('7');
  await assert.rejects(bearers.verify('another'), { code: 'too-busy' });
  resolve(undefined);
  await Promise.all([...answers, again]);
  assert.equal(checks, 1000);
  assert.equal(await bearers.verify('another'), undefined);
});

test('keys without end are given up, and of tokens nobody can tell', async (t) => {
  const { issuer, bearers, logged } = await setUp(t);
  issuer.flood('/jwks');
  await assert.rejects(bearers.verify(await issuer.sign()), UNAVAILABLE);
  assert.match(logged.join(''), /keys can't be fetched",.*the answer of http:\S+\/jwks has more than 1048576 bytes/);
  assert.ok(issuer.flooded < 30 * MIB);
});

test('a token without any of the scopes is known, and may do nothing', async (t) => {
  const { issuer, bearers } = await setUp(t);
  const principal = await bearers.verify(await issuer.sign({ scope: 'openid reading vitalwire:admin' }));
  assert.deepEqual([...(principal?.scopes ?? ['?'])], []);
});

test('after the issuer has changed its keys, new tokens are told to come again, then good, and old ones are not', async (t) => {
  const { issuer, bearers, wait } = await setUp(t);
  const [old, older] = await Promise.all([issuer.sign(), issuer.sign({ jti: 'unseen' })]);
  assert.ok(await bearers.verify(old));
  await issuer.rotateKeys();
  const fresh = await issuer.sign();
  await assert.rejects(bearers.verify(fresh), UNAVAILABLE);
  wait(5);
  assert.ok(await bearers.verify(fresh));
  wait(5);
  assert.equal(await bearers.verify(older), undefined);
});

test('a key that the issuer has withdrawn counts for ten minutes at most', async (t) => {
  const { issuer, bearers, wait } = await setUp(t);
  const tokens = await Promise.all([issuer.sign(), issuer.sign({ jti: 'second' }), issuer.sign({ jti: 'third' })]);
  assert.ok(await bearers.verify(tokens[0]));
  await issuer.rotateKeys();
  wait(599);
  assert.ok(await bearers.verify(tokens[1]));
  wait(2);
  assert.equal(await bearers.verify(tokens[2]), undefined);
});

test('while the issuer is down known keys go on, and of others nobody can tell', async (t) => {
  const { issuer, bearers, logged, wait } = await setUp(t);
  const [known, unseen] = await Promise.all([issuer.sign(), issuer.sign({ jti: 'unseen' })]);
  await bearers.verify(known);
  issuer.stop();
  wait(3600);
  assert.ok(await bearers.verify(known));
  assert.ok(await bearers.verify(unseen));
  await assert.rejects(bearers.verify(await issuer.sign({}, { kid: 'new' })), UNAVAILABLE);
  assert.match(logged.join(''), /"level":"warn","message":"the sign-in provider's keys can't be fetched"/);
});

test('an issuer that is down at first is used as soon as it is there', async (t) => {
  const { issuer, bearers, logged, wait } = await setUp(t);
  issuer.stop();
  const token = await issuer.sign();
  await assert.rejects(bearers.verify(token), UNAVAILABLE);
  const again = await TestIssuer.startFor(t, { port: Number(new URL(issuer.url).port) });
  const fresh = await again.sign();
  await assert.rejects(bearers.verify(fresh), UNAVAILABLE);
  assert.equal(logged.length, 1);
  wait(5);
  assert.ok(await bearers.verify(fresh));
});

/** The old attack: what everybody may know is taken for a secret. */
function signedWithPublicKey(issuer: TestIssuer, payload: string): string {
  const { kid, ...key } = issuer.publicKey('RS256') as Record<string, unknown>;
  const signed = `${encode({ alg: 'HS256', kid, typ: 'at+jwt' })}.${payload}`;
  return `${signed}.${createHmac('sha256', JSON.stringify(key)).update(signed).digest('base64url')}`;
}
