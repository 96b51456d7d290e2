import fc from 'fast-check';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { addToken } from '../sse-backend/testing/test-tokens.ts';
import { bearer } from './bearer.ts';
import { sendHostile } from './hostile-client.ts';
import { hostileRequest, type HostileRequest } from './hostile-request.ts';
import { streamsAre } from './open-streams.ts';
import { postReadings } from './post-readings.ts';
import { ProbedServer, type Remains } from './remains.ts';
import { IS_FULL_SCALE } from './scale.ts';
import { SeededRandom } from './seeded-random.ts';

const AT_ONCE = 200;
const WARM_UP_ROUNDS = 10;

/** Of each server; the warm-up included. */
const ROUNDS = IS_FULL_SCALE ? 250 : 25;

const LOOK_EVERY_MS = 100;

const MEBIBYTE = 1024 * 1024;

/** Of 3,000 requests, each that left two kilobytes behind would make more. */
const MOST_HEAP_GROWTH = 4 * MEBIBYTE;

/** The allocator's habits are in it as well. */
const MOST_GROWTH = 128 * MEBIBYTE;

suite('ten thousand random and mutated requests, among right ones', { concurrency: 2 }, () => {
  test('are no reason for an open server to fail, to end, or to keep anything', async (t) => {
    await assertUnmoved(t, await ProbedServer.startFor(t, ['--data', ':memory:']));
  });

  test('are none for one that asks for tokens', async (t) => {
    const data = tempFolder(t);
    const token = addToken(join(data, 'access.sqlite'), { scopes: ['read', 'write'] });
    await assertUnmoved(t, await ProbedServer.startFor(t, ['--data', data]), token);
  });
});

async function assertUnmoved(t: TestContext, probed: ProbedServer, token?: string): Promise<void> {
  const { url, port } = probed.server;
  const { seed } = SeededRandom.fromEnvironment();
  t.diagnostic(`seed ${seed}; TEST_SEED=${seed} repeats it`);
  const statuses = new Map<number, number>();
  const request = hostileRequest();
  let round = 0;
  let before: Remains | undefined;

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: AT_ONCE, maxLength: AT_ONCE }), async (requests) => {
      const right = { Name: 'Ann', Temparature: '36.6C', RFID: `R${round}` };
      const [answers] = await Promise.all([
        Promise.all(requests.map((each, index) => sendHostile(port, index % 2 === 0 ? each : withToken(each, token)))),
        postReadings(url, [right], token),
      ]);
      for (const status of answers.flat()) statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const failed = requests.filter((_, index) => answers[index]?.some((status) => status >= 500));
      assert.deepEqual(failed, []);
      round += 1;
      if (round === WARM_UP_ROUNDS) before = await settled(probed, token);
    }),
    // A server that has ended would refuse every smaller example as well.
    { numRuns: ROUNDS, seed, endOnFailure: true },
  );

  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
  t.diagnostic(`answers: ${counts.join(', ')}`);
  const after = await settled(probed, token);
  const growth = (key: 'heapUsed' | 'external' | 'rss') => after[key] - (before?.[key] ?? 0);
  t.diagnostic(
    `heap ${growth('heapUsed')}, external ${growth('external')}, defaultPrincipal ${growth('rss')} bytes more`,
  );
  assert.ok(growth('heapUsed') + growth('external') < MOST_HEAP_GROWTH);
  assert.ok(growth('rss') < MOST_GROWTH);
  const metrics = await (await fetch(`${url}/metrics`, { headers: bearer(token) })).text();
  assert.match(metrics, /^vitalwire_failures_total 0$/m);
}

/** The same from somebody who is let in: what it finds wrong lies further in. */
function withToken({ text, isCut }: HostileRequest, token: string | undefined): HostileRequest {
  const [name, value] = Object.entries(bearer(token))[0] ?? ['X-Nothing', ''];
  return { text: text.replaceAll('Host: localhost\r\n', (host) => `${host}${name}: ${value}\r\n`), isCut };
}

/** What is left once nobody is connected any more, not even this test. */
async function settled(probed: ProbedServer, token: string | undefined): Promise<Remains> {
  await streamsAre(probed.server.url, 0, undefined, token);
  for (;;) {
    const remains = await probed.remains();
    if (!remains.resources.includes('TCPSocketWrap')) return remains;
    await setTimeout(LOOK_EVERY_MS);
  }
}
