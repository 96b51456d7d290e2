import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { addToken } from '../testing/test-tokens.ts';
import { AccessStore } from './access-store.ts';
import { Callers } from './callers.ts';
import { AccessExpiry } from '../http/access-expiry.ts';
import type { Principal } from '../http/principal.ts';
import { Sessions, type FoundSession } from './sessions.ts';

const HOUR_MS = 3_600_000;
const YEAR_MS = 365 * 24 * HOUR_MS;

function requestWith(cookie = ''): IncomingMessage {
  return { socket: { remoteAddress: '192.0.2.1' }, headers: { host: 'ward', cookie } } as unknown as IncomingMessage;
}

/** A server's sessions, which a browser uses, in a time that stands still unless it is moved. */
class Desk {
  now = Date.now();
  hasIssuer = true;
  store: AccessStore;
  sessions: Sessions;
  readonly #file: string;

  constructor(test: TestContext) {
    this.#file = join(tempFolder(test), 'access.sqlite');
    this.store = AccessStore.open(this.#file, { now: () => this.now });
    this.sessions = this.#open();
    test.after(() => this.store.close());
  }

  async restart(): Promise<void> {
    await this.store.close();
    this.store = AccessStore.open(this.#file, { now: () => this.now });
    this.sessions = this.#open();
  }

  token(expiresAt?: number): Principal {
    return this.store.tokens.findByToken(addToken(this.#file, { expiresAt }))!;
  }

  /** Gives the cookie, as the browser sends it. */
  begin(principal: Principal): Promise<string> {
    return this.#cookie((response) => this.sessions.begin(response, principal, requestWith()));
  }

  renew(cookie: string): Promise<string> {
    return this.#cookie((response) => this.sessions.renew(requestWith(cookie), response));
  }

  async end(cookie: string): Promise<void> {
    await this.#cookie((response) => this.sessions.end(requestWith(cookie), response));
  }

  find(cookie: string): FoundSession | undefined {
    return this.sessions.findByCookie(requestWith(cookie));
  }

  #open(): Sessions {
    const { store } = this;
    const callers = new Callers({ trustedProxies: [], publicUrl: undefined });
    return new Sessions({
      ...partsOf(store),
      signOuts: store,
      callers,
      hasIssuer: this.hasIssuer,
      now: () => this.now,
    });
  }

  async #cookie(use: (response: ServerResponse) => unknown): Promise<string> {
    const response = new ServerResponse(requestWith());
    await use(response);
    return String(response.getHeader('set-cookie') ?? '').split(';')[0] ?? '';
  }
}

function partsOf({ sessionKey, tokens, audit }: AccessStore) {
  return { sessionKey, tokens, audit };
}

function kindOf(found: FoundSession | undefined): string | undefined {
  return found?.kind;
}

test('a session lasts 12 hours, and 12 more each time it is renewed', async (t) => {
  const desk = new Desk(t);
  const cookie = await desk.begin(desk.token());
  desk.now += 12 * HOUR_MS - 1;
  const renewed = await desk.renew(cookie);
  desk.now += 1;
  assert.deepEqual([kindOf(desk.find(cookie)), kindOf(desk.find(renewed))], ['ended', 'valid']);
  desk.now += 12 * HOUR_MS;
  assert.deepEqual([kindOf(desk.find(renewed)), await desk.renew(renewed)], ['ended', '']);
});

test('a session of somebody without a token of ours is not renewed beyond 12 hours', async (t) => {
  const desk = new Desk(t);
  const nurse: Principal = {
    name: 'nurse',
    key: 'oidc:7',
    scopes: new Set(['read']),
    expiresAt: undefined,
    expiry: new AccessExpiry(),
  };
  const cookie = await desk.begin(nurse);
  desk.now += 6 * HOUR_MS;
  const renewed = await desk.renew(cookie);
  desk.now += 6 * HOUR_MS - 1;
  assert.equal(kindOf(desk.find(renewed)), 'valid');
  desk.now += 1;
  assert.equal(kindOf(desk.find(renewed)), 'ended');
});

test('a session of an issuer is over when the server is started without it', async (t) => {
  const desk = new Desk(t);
  const token = desk.token();
  const [ofToken, ofIssuer] = [await desk.begin(token), await desk.begin({ ...token, key: 'oidc:7' })];
  desk.hasIssuer = false;
  await desk.restart();
  assert.deepEqual([kindOf(desk.find(ofToken)), kindOf(desk.find(ofIssuer))], ['valid', 'ended']);
});

test('a session signed out while the clock is wrong, or was when it began, stays so when the clock is right', async (t) => {
  const desk = new Desk(t);
  const token = desk.token();
  const signedOut = await desk.begin(token);
  desk.now += YEAR_MS;
  await desk.end(signedOut);
  const begunAhead = await desk.begin(token);
  const next = await desk.begin(token);
  desk.now -= YEAR_MS;
  await desk.end(begunAhead);
  desk.now += 13 * HOUR_MS;
  await desk.end(next);
  const found = [signedOut, begunAhead, next].map((cookie) => desk.find(cookie)?.kind);
  assert.deepEqual(found, ['ended', 'ended', 'ended']);
  desk.now -= 13 * HOUR_MS;
  assert.equal(desk.find(signedOut)?.kind, 'ended');
});

test('sessions and sign-outs outlive a restart', async (t) => {
  const desk = new Desk(t);
  const token = desk.token();
  const [kept, signedOut] = [await desk.begin(token), await desk.begin(token)];
  await desk.end(signedOut);
  await desk.restart();
  assert.deepEqual([kindOf(desk.find(kept)), kindOf(desk.find(signedOut))], ['valid', 'ended']);
});

test('what is open in a session ends when the latest renewal does', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const desk = new Desk(t);
  const cookie = await desk.begin(desk.token());
  const found = desk.find(cookie);
  const ends: string[] = [];
  if (found?.kind === 'valid') found.principal.expiry.onEnd((reason) => ends.push(reason));
  const pass = (ms: number) => {
    desk.now += ms;
    t.mock.timers.tick(ms);
  };
  pass(HOUR_MS);
  await desk.renew(cookie);
  pass(12 * HOUR_MS - 1);
  assert.deepEqual(ends, []);
  pass(1);
  assert.deepEqual(ends, ['expired']);
});

test('signing in and out is in the audit, by whom and from where', async (t) => {
  const desk = new Desk(t);
  const token = desk.token();
  await desk.end(await desk.begin(token));
  await desk.restart();
  const query = { who: undefined, action: undefined, from: undefined, to: undefined, limit: 10, before: undefined };
  const entries = desk.store.auditPage(query).map(({ action, who, subject, from }) => ({ action, who, subject, from }));
  const entry = { who: 'ward', subject: token.key, from: '192.0.2.1' };
  assert.deepEqual(entries, [
    { action: 'sign-out', ...entry },
    { action: 'sign-in', ...entry },
  ]);
});
