import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from './session-cookie.ts';
import { SessionExpiries } from './session-expiries.ts';

function session(sid: string): Session {
  return { sid, key: 'oidc:7', name: 'nurse', scopes: ['read'], iat: 0, exp: 3_600_000 };
}

test('however many sessions have something open, what is open in one can be ended', () => {
  const expiries = new SessionExpiries(() => 0);
  for (let index = 0; index < 10_000; index += 1) {
    expiries.of(session(`watched ${index}`), undefined).onEnd(() => undefined);
  }
  const newest = expiries.of(session('newest'), undefined);
  expiries.end('newest', 'signed-out');
  expiries.end('watched 0', 'signed-out');
  assert.deepEqual([newest.hasEnded, expiries.of(session('watched 1'), undefined).isWatched], [true, true]);
});
