import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { addressRange } from '../config/flag-values.ts';
import { Callers, isSecure } from './callers.ts';

const PROXIES = ['10.0.0.0/8', 'fd00::/8'].map((text) => addressRange('--trust-proxy', text));

function request(remoteAddress: string, headers: Record<string, string> = {}): IncomingMessage {
  return { socket: { remoteAddress }, headers: { host: 'ward:5000', ...headers } } as unknown as IncomingMessage;
}

function callers(publicUrl?: string): Callers {
  return new Callers({ trustedProxies: PROXIES, publicUrl });
}

/** The client's address, when the request came from a proxy with this chain. */
function behind(chain: string, proxy = '10.0.0.1'): string {
  return callers().callerOf(request(proxy, { 'x-forwarded-for': chain })).address;
}

test('who is no trusted proxy is believed nothing but what the connection says', () => {
  const headers = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
  assert.deepEqual(callers().callerOf(request('203.0.113.9', headers)), {
    address: '203.0.113.9',
    hostname: 'ward',
    origin: 'http://ward:5000',
    isForwarded: false,
  });
  assert.equal(callers().unexpectedProxyHeader(request('203.0.113.9', headers)), 'x-forwarded-for');
  assert.equal(callers().unexpectedProxyHeader(request('10.0.0.1', headers)), undefined);
});

test('a trusted proxy is believed, and of several the one that is nearest to the client', () => {
  const headers = {
    'x-forwarded-for': '192.0.2.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'ward.example.org',
  };
  assert.deepEqual(callers().callerOf(request('::ffff:10.0.0.1', headers)), {
    address: '192.0.2.1',
    hostname: 'ward.example.org',
    origin: 'https://ward.example.org',
    isForwarded: true,
  });
  assert.equal(behind('192.0.2.1, 10.0.0.7, 10.0.0.8'), '192.0.2.1');
  assert.equal(behind('2001:db8::1', 'fd00::7'), '2001:db8::1');
});

test('what a client writes into the chain itself counts for nothing', () => {
  assert.equal(behind('127.0.0.1, 192.0.2.1'), '192.0.2.1');
  assert.equal(behind('10.0.0.9, 192.0.2.1, 10.0.0.7'), '192.0.2.1');
  const spoofed = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-host': 'evil.example, ward.example.org' };
  assert.equal(callers().callerOf(request('10.0.0.1', spoofed)).hostname, 'ward.example.org');
});

test('addresses are understood as proxies spell them, and where one is none the proxy that wrote it counts', () => {
  assert.equal(behind('192.0.2.1:4711'), '192.0.2.1');
  assert.equal(behind('[2001:DB8::1]:4711'), '2001:db8::1');
  assert.equal(behind('::ffff:192.0.2.1'), '192.0.2.1');
  assert.equal(behind('unknown'), '10.0.0.1');
  assert.equal(behind('192.0.2.1, _hidden, 10.0.0.7'), '10.0.0.7');
  assert.equal(behind(' , '), '10.0.0.1');
});

test('the public URL says how users see the server, whatever the proxy tells of scheme and port', () => {
  const publicUrl = 'https://ward.example.org:8443';
  const caller = callers(publicUrl).callerOf(request('10.0.0.1', { host: 'ward.example.org', 'x-forwarded-for': 'x' }));
  assert.deepEqual([caller.origin, isSecure(caller)], [publicUrl, true]);
  const direct = callers(publicUrl).callerOf(request('127.0.0.1', { host: 'localhost:5000' }));
  assert.deepEqual([direct.origin, isSecure(direct)], ['http://localhost:5000', false]);
});

test('absolute addresses begin with the public URL, else as the request came, through a trusted proxy too', () => {
  const proxied = request('10.0.0.1', {
    host: 'a.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'b.example',
  });
  const originOf = (of: IncomingMessage, by = callers()) => by.publicOriginFor(of, by.callerOf(of));
  assert.equal(originOf(proxied), 'https://b.example');
  assert.equal(originOf(request('203.0.113.9', { host: 'a.example:5000' })), 'http://a.example:5000');
  const direct = request('127.0.0.1', { host: 'localhost:5000' });
  assert.equal(originOf(direct, callers('https://ward.example.org')), 'https://ward.example.org');
});
