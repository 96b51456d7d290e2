import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test } from 'node:test';
import { LOCAL } from './principal.ts';
import { BodyBudget } from './body-budget.ts';
import type { RequestContext } from './request-context.ts';
import { feedBody } from './feed-body.ts';

function exchangeOf(body: Readable): RequestContext {
  const request = Object.assign(body, { headers: {} }) as unknown as IncomingMessage;
  const url = new URL('http://localhost');
  return {
    request,
    response: {} as ServerResponse,
    url,
    principal: LOCAL,
    from: '127.0.0.1',
    publicOrigin: 'http://localhost',
    bodies: new BodyBudget(),
  };
}

test('what arrives while bytes are being taken is taken at once afterwards', async () => {
  const body = new Readable({ read: () => undefined });
  const taken: string[] = [];
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const end = feedBody(
    exchangeOf(body),
    (bytes) => gates[taken.push(bytes.toString()) - 1]?.promise ?? Promise.resolve(),
    60_000,
  );
  body.push('a');
  await nextTurn();
  for (const chunk of ['b', 'c', null]) body.push(chunk);
  await nextTurn();
  assert.deepEqual(taken, ['a']);
  for (const { resolve } of gates) resolve();
  assert.equal(await end, 'complete');
  assert.deepEqual(taken, ['a', 'bc']);
});

test('the sender is held back while bytes are being taken', async (t) => {
  const highWaterMark = 64 * 1024;
  let produced = 0;
  const body = new Readable({
    highWaterMark,
    read() {
      produced += 16 * 1024;
      this.push(Buffer.alloc(16 * 1024));
    },
  });
  t.after(() => body.destroy());
  void feedBody(exchangeOf(body), () => new Promise(() => undefined), 60_000);
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
  assert.ok(produced <= 3 * highWaterMark, `${produced} bytes were produced`);
});

test('what is being taken stays as it is while more arrives, however often', async () => {
  const body = new Readable({ read: () => undefined });
  const taken: string[] = [];
  const end = feedBody(
    exchangeOf(body),
    async (bytes) => {
      for (const text of ['xx', 'yy']) if (taken.length < 4) body.push(Buffer.from(text));
      await nextTurn();
      taken.push(bytes.toString());
      if (taken.length === 5) body.push(null);
    },
    60_000,
  );
  body.push(Buffer.from('first'));
  assert.equal(await end, 'complete');
  assert.deepEqual(taken, ['first', 'xxyy', 'xxyy', 'xxyy', 'xxyy']);
});

test('a piece that is a part of something larger is left as it is, one with memory of its own is freed', async () => {
  const body = new Readable({ read: () => undefined });
  const larger = Buffer.from(new Uint8Array(4).fill(0x61).buffer);
  const own = Buffer.from(new Uint8Array(2).fill(0x62).buffer);
  let text = '';
  const end = feedBody(
    exchangeOf(body),
    (bytes) => {
      text += bytes.toString();
      return Promise.resolve();
    },
    60_000,
  );
  for (const piece of [larger.subarray(1, 3), own, null]) body.push(piece);
  assert.equal(await end, 'complete');
  assert.deepEqual([text, larger.toString(), own.length], ['aabb', 'aaaa', 0]);
});
