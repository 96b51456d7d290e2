import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { AccessExpiry } from '../http/access-expiry.ts';
import { ANONYMOUS, LOCAL, type Principal } from '../http/principal.ts';
import { AppError } from '../app-error.ts';
import type { RequestContext } from '../http/request-context.ts';
import { StreamLimit } from './stream-limit.ts';

function principal(key: string): Principal {
  return { name: key, key, scopes: new Set(['read']), expiresAt: undefined, expiry: new AccessExpiry() };
}

/** Opens streams until one is refused; gives how many there were, and why no more. */
function openAll(limit: StreamLimit, whose: Principal, from: string) {
  const streams: EventEmitter[] = [];
  for (;;) {
    const response = new EventEmitter();
    try {
      limit.take({ principal: whose, from, response } as unknown as RequestContext);
    } catch (error) {
      return { streams, code: error instanceof AppError ? error.code : error };
    }
    streams.push(response);
  }
}

test('one token has its share of the streams, from wherever it is used, and leaves the rest to others', () => {
  const limit = new StreamLimit(2500);
  const mine = openAll(limit, principal('token:a'), '192.0.2.1');
  assert.deepEqual([mine.streams.length, mine.code], [1000, 'too-many-streams-of-yours']);
  assert.equal(openAll(limit, principal('token:a'), '192.0.2.2').streams.length, 0);
  assert.equal(openAll(limit, principal('token:b'), '192.0.2.1').streams.length, 1000);
  const last = openAll(limit, principal('token:c'), '192.0.2.1');
  assert.deepEqual([last.streams.length, last.code, limit.open], [500, 'too-many-streams', 2500]);
  for (const stream of mine.streams) stream.emit('close');
  assert.deepEqual([limit.open, openAll(limit, principal('token:a'), '192.0.2.1').streams.length], [1500, 1000]);
});

test('somebody without a token has a share by address, of IPv6 by network; this machine has all', () => {
  const limit = new StreamLimit(2500);
  assert.equal(openAll(limit, ANONYMOUS, '192.0.2.1').streams.length, 100);
  assert.equal(openAll(limit, ANONYMOUS, '2001:db8:0:1::1').streams.length, 100);
  assert.equal(openAll(limit, ANONYMOUS, '2001:db8:0:1:9::2').streams.length, 0);
  assert.equal(openAll(limit, ANONYMOUS, '2001:db8::1').streams.length, 100);
  assert.equal(openAll(limit, ANONYMOUS, '127.0.0.1').streams.length, 2200);
  assert.equal(openAll(new StreamLimit(2500), LOCAL, '127.0.0.1').streams.length, 2500);
});
