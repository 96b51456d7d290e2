import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { SessionEnd } from '../contract/events.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { addToken, revokeToken } from '../testing/test-tokens.ts';
import { AccessStore } from './access-store.ts';

const HOUR_MS = 3_600_000;

/** Revocation and expiry are to take effect within that. */
const WITHIN_MS = 1000;

interface Started {
  readonly file: string;
  readonly store: AccessStore;
}

/** A store that was opened before there was a token, with a clock that the test can set. */
function start(t: TestContext, now?: () => number): Started {
  const file = join(tempFolder(t), 'access.sqlite');
  const store = AccessStore.open(file, now ? { now } : {});
  t.after(() => store.close());
  return { file, store };
}

test('a token is known at once, by a running server too, and always as the same principal', (t) => {
  const { file, store } = start(t);
  assert.equal(store.tokens.hasTokens, false);
  const token = addToken(file, { name: 'ward 7', scopes: ['operate'] });
  assert.match(token, /^vw_[a-z2-7]{8}_[A-Za-z0-9_-]{43}$/);
  const principal = store.tokens.findByToken(token);
  assert.deepEqual(
    [principal?.name, principal?.key, [...(principal?.scopes ?? [])], principal?.expiresAt],
    ['ward 7', `token:${token.slice(3, 11)}`, ['operate', 'read'], undefined],
  );
  addToken(file, { name: 'another' });
  assert.equal(store.tokens.findByToken(token), principal);
  assert.equal(store.tokens.hasTokens, true);
});

test('a text that is no token, or has one letter of another, is not let in', (t) => {
  const { file, store } = start(t);
  const token = addToken(file);
  const other = addToken(file, { name: 'other' });
  for (let at = 0; at < token.length; at += 1) {
    const wrong = token.slice(0, at) + (token[at] === 'a' ? 'b' : 'a') + token.slice(at + 1);
    assert.equal(store.tokens.findByToken(wrong), undefined, wrong);
  }
  const mixed = token.slice(0, 12) + other.slice(12);
  for (const wrong of ['', 'vw_', token.toUpperCase(), `${token} `, `${token}a`, token.slice(0, -1), mixed]) {
    assert.equal(store.tokens.findByToken(wrong), undefined, wrong);
  }
});

test('a token that another process revokes is refused at once, and its expiry ends within a second', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { file, store } = start(t);
  const token = addToken(file, { name: 'gone' });
  const kept = store.tokens.findByToken(addToken(file, { name: 'kept' }));
  const ended = endOf(store, token);
  revokeToken(file, 'gone');
  t.mock.timers.tick(WITHIN_MS);
  assert.equal(await ended, 'revoked');
  assert.deepEqual(
    [store.tokens.findByToken(token), kept?.expiry.hasEnded, store.tokens.hasTokens],
    [undefined, false, true],
  );
});

test('an expired token is refused from that moment on, and its expiry ends within a second', async (t) => {
  let now = Date.now();
  t.mock.timers.enable({ apis: ['setInterval'] });
  const { file, store } = start(t, () => now);
  const expiresAt = now + 100 * 24 * HOUR_MS;
  const token = addToken(file, { expiresAt });
  const ended = endOf(store, token);
  now = expiresAt - 1;
  assert.equal(store.tokens.findByToken(token)?.expiresAt, expiresAt);
  now = expiresAt;
  assert.equal(store.tokens.findByToken(token), undefined);
  t.mock.timers.tick(WITHIN_MS);
  assert.equal(await ended, 'expired');
});

test('a token that expired while the clock was ahead can be used again, for what takes long as well', async (t) => {
  let now = Date.now();
  const { file, store } = start(t, () => now);
  const token = addToken(file, { expiresAt: now + HOUR_MS });
  const ended = endOf(store, token);
  now += HOUR_MS;
  assert.equal(await ended, 'expired');
  now -= HOUR_MS;
  while (store.tokens.findByToken(token)?.expiry.hasEnded !== false)
    await new Promise((resolve) => setImmediate(resolve));
  const again = endOf(store, token);
  revokeToken(file, 'ward');
  assert.equal(await again, 'revoked');
});

test('a token whose name is taken can not be made until that one is revoked', (t) => {
  const { file, store } = start(t);
  addToken(file);
  assert.throws(() => addToken(file), /UNIQUE constraint failed/);
  revokeToken(file, 'ward');
  assert.equal(store.tokens.findByToken(addToken(file))?.name, 'ward');
});

function endOf({ tokens }: AccessStore, token: string): Promise<SessionEnd> {
  return new Promise((resolve) => tokens.findByToken(token)?.expiry.onEnd(resolve));
}
