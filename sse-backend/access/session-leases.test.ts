import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from './session-cookie.ts';
import { SessionLeases } from './session-leases.ts';

function session(sid: string): Session {
  return { sid, key: 'oidc:7', name: 'nurse', scopes: ['read'], iat: 0, exp: 3_600_000 };
}

test('however many sessions have something open, what is open in one can be ended', () => {
  const leases = new SessionLeases(() => 0);
  for (let index = 0; index < 10_000; index += 1) {
    leases.of(session(`watched ${index}`), undefined).onOver(() => undefined);
  }
  const newest = leases.of(session('newest'), undefined);
  leases.end('newest', 'signed-out');
  leases.end('watched 0', 'signed-out');
  assert.deepEqual([newest.isOver, leases.of(session('watched 1'), undefined).isWatched], [true, true]);
});
