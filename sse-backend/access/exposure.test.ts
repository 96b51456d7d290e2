import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../config/config.ts';
import { StartError } from '../start-error.ts';
import { opennessOf, refuseUnprotectedServer, type ExposureConfig } from './exposure.ts';

function config(...flags: string[]): ExposureConfig {
  const parsed = parseConfig(flags, {}, '.');
  if (parsed === 'help') throw new TypeError('help is no configuration');
  return parsed;
}

const ISSUER = ['--oidc-issuer', 'https://login.example.org', '--oidc-client-id', 'vitalwire'];

test('a token or an issuer closes the door, also where everyone was to be let in', () => {
  assert.equal(opennessOf(config(), false), 'local');
  assert.equal(opennessOf(config('--allow-anonymous'), false), 'anonymous');
  assert.equal(opennessOf(config('--allow-anonymous'), true), 'signed-in');
  assert.equal(opennessOf(config(...ISSUER), false), 'signed-in');
});

test('a server that others can reach does not start without tokens, and says what to do', () => {
  const others = [
    [
      ['--host', '0.0.0.0'],
      /^--host 0\.0\.0\.0 is reachable from other machines, and there are no tokens yet; create one/,
    ],
    [['--host', '::'], /^--host :: is reachable/],
    [['--public-url', 'https://ward.example.org'], /^--public-url https:\/\/ward\.example\.org is reachable/],
    [['--trust-proxy', '127.0.0.1'], /^--trust-proxy accepts all clients of the proxy/],
  ] as const;
  for (const [flags, message] of others) {
    assert.throws(
      () => refuseUnprotectedServer(config(...flags), false),
      (error: unknown) => {
        assert.ok(error instanceof StartError);
        assert.match(error.message, message);
        return true;
      },
    );
    refuseUnprotectedServer(config(...flags), true);
    refuseUnprotectedServer(config(...flags, '--allow-anonymous'), false);
    refuseUnprotectedServer(config(...flags, ...ISSUER), false);
  }
});

test('on this machine it starts as it is', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', '::1', '[::1]']) {
    refuseUnprotectedServer(config('--host', host, '--public-url', 'http://vitalwire.localhost:5000'), false);
  }
});

test('the line that it says makes a token where this server looks for it', () => {
  const refusalOf = (data: string) => {
    try {
      refuseUnprotectedServer(config('--host', '0.0.0.0', '--data', data), false);
      return '';
    } catch (error) {
      return error instanceof StartError ? error.message : String(error);
    }
  };
  assert.match(refusalOf('/srv/ward'), /server\.ts token add --name NAME --scope read --data \/srv\/ward"/);
  assert.match(refusalOf(':memory:'), /create one \(in a directory that is given with --data\)/);
});
