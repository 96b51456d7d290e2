import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Logger } from '../../ops/logger.ts';
import { StartError } from '../../start-error.ts';
import { TestIssuer } from '../../testing/test-issuer.ts';
import { Issuer } from './issuer.ts';
import { loadPeers } from './peers.ts';

const { client, jose } = await loadPeers();

function open(url: string): { readonly issuer: Issuer; readonly logged: readonly string[] } {
  const logged: string[] = [];
  const logger = new Logger('info', (line) => logged.push(line));
  const config = {
    issuer: url,
    clientId: 'vitalwire',
    clientSecretFile: undefined,
    audience: 'x',
    scopeClaim: 'scope',
  };
  return { issuer: new Issuer(config, { peers: { client, jose }, logger, now: () => performance.now() }), logged };
}

test('beyond this machine an issuer has to be encrypted', () => {
  const line = /^--oidc-issuer http:\/\/sso\.example\.org is not encrypted; beyond this machine it has to be https\.$/;
  assert.throws(
    () => open('http://sso.example.org'),
    (error) => error instanceof StartError && line.test(error.message),
  );
  for (const url of ['https://sso.example.org', 'http://localhost:8080/realms/ward', 'http://[::1]:1']) open(url);
});

test('an issuer that calls itself something else is not used, and the log says so', async (t) => {
  const real = await TestIssuer.startFor(t);
  const { issuer, logged } = open(real.url.replace('127.0.0.1', 'localhost'));
  assert.equal(await issuer.ask(), undefined);
  assert.match(
    logged.join(''),
    /can't be used yet","issuer":"http:\/\/localhost:\d+","error":"it calls itself .*127\.0\.0\.1.*, but .*localhost.* is expected/,
  );
});

test('an issuer that differs only in the trailing slash is named as both sides do, in the log and to who signs in', async (t) => {
  const real = await TestIssuer.startFor(t);
  const url = `${real.url}/ward`;
  real.moveTo('/ward');
  const { issuer, logged } = open(`${url}/`);
  const names =
    `it calls itself "${url}", but "${url}/" is expected: they differ only in the trailing slash; ` +
    'write --oidc-issuer as the provider does';
  await assert.rejects(issuer.provider(), {
    code: 'sign-in-unavailable',
    message: `The sign-in provider can't be used (${names}), so that nobody can tell whose this is; try again in a moment.`,
  });
  assert.equal((JSON.parse(logged.join('')) as { readonly error: string }).error, names);
});

test('metadata without end is given up', async (t) => {
  const real = await TestIssuer.startFor(t);
  real.flood('/.well-known');
  const { issuer, logged } = open(real.url);
  assert.equal(await issuer.ask(), undefined);
  assert.match(logged.join(''), /the answer of http:\S+ has more than 1048576 bytes; it was not read further/);
  assert.ok(real.flooded < 30 * 2 ** 20);
});

test('what is asked of an issuer is asked once, however many need it', async (t) => {
  const { issuer } = open((await TestIssuer.startFor(t)).url);
  const [first, second] = await Promise.all([issuer.provider(), issuer.provider()]);
  assert.equal(first, second);
  assert.equal(await issuer.ask(), first);
  assert.deepEqual([...first.algorithms].sort(), ['ES256', 'RS256']);
});

test('closing gives up what is being asked, and says nothing of it', async (t) => {
  const { issuer, logged } = open((await TestIssuer.startFor(t)).url);
  const asked = issuer.ask();
  issuer.close();
  assert.deepEqual([await asked, logged], [undefined, []]);
});
