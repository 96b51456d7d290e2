import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { AppError } from '../../app-error.ts';
import { Logger } from '../../ops/logger.ts';
import { AUDIENCE, CLIENT_ID, TestIssuer, type IssuerOptions } from '../../testing/test-issuer.ts';
import type { Principal } from '../principal.ts';
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

test('a lease ends when its token does, and then the token is unknown', async (t) => {
  const { issuer, bearers } = await setUp(t);
  // Five seconds are given to clocks that differ.
  const token = await issuer.sign({ exp: seconds() - 4 });
  const { lease, expiresAt } = (await bearers.verify(token)) as Principal;
  assert.equal(await new Promise((resolve) => lease.onOver(resolve)), 'expired');
  assert.ok(Date.now() >= Number(expiresAt));
  assert.equal(await bearers.verify(token), undefined);
});

test('a token that is not what it should be is unknown', async (t) => {
  const { issuer, bearers } = await setUp(t);
  const foreign = await TestIssuer.startFor(t);
  const now = seconds();
  const good = await issuer.sign();
  const [header = '', payload = '', signature = ''] = good.split('.');
  const tokens: Record<string, string> = {
    expired: await issuer.sign({ exp: now - 60 }),
    'not yet good': await issuer.sign({ nbf: now + 60 }),
    'without an end': await issuer.sign({ exp: undefined }),
    'without a subject': await issuer.sign({ sub: undefined }),
    'for somebody else': await issuer.sign({ aud: 'https://elsewhere.example' }),
    'for nobody': await issuer.sign({ aud: undefined }),
    'of another issuer': await issuer.sign({ iss: 'https://elsewhere.example' }),
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
  for (const [kind, token] of Object.entries(tokens)) assert.equal(await bearers.verify(token), undefined, kind);
  assert.ok(await bearers.verify(good));
});

test('a token without any of the scopes is known, and may do nothing', async (t) => {
  const { issuer, bearers } = await setUp(t);
  const principal = await bearers.verify(await issuer.sign({ scope: 'openid reading vitalwire:admin' }));
  assert.deepEqual([...(principal?.scopes ?? ['?'])], []);
});

test('after the issuer has changed its keys, new tokens are good in a moment and old ones are not', async (t) => {
  const { issuer, bearers, wait } = await setUp(t);
  const [old, older] = await Promise.all([issuer.sign(), issuer.sign({ jti: 'unseen' })]);
  assert.ok(await bearers.verify(old));
  await issuer.rotateKeys();
  const fresh = await issuer.sign();
  assert.equal(await bearers.verify(fresh), undefined);
  wait(5);
  assert.ok(await bearers.verify(fresh));
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
