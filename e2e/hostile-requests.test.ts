import fc from 'fast-check';
import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { sendHostile } from './hostile-client.ts';
import { hostileRequest } from './hostile-request.ts';
import { streamsAre } from './open-streams.ts';
import { postReadings } from './post-readings.ts';
import { ProbedServer, type Remains } from './remains.ts';
import { IS_FULL_SCALE } from './scale.ts';
import { SeededRandom } from './seeded-random.ts';

const SCALE = { rounds: IS_FULL_SCALE ? 500 : 50, atOnce: 200, warmUpRounds: 10 };

const LOOK_EVERY_MS = 100;

const PATIENCE = { timeout: IS_FULL_SCALE ? 600_000 : 120_000 };

/** Of 10,000 requests, each that left a kilobyte behind would make 8 MiB. */
const MOST_HEAP_GROWTH = 4 * 1024 * 1024;
const MOST_GROWTH = 96 * 1024 * 1024;

test(
  'ten thousand random and mutated requests are no reason to fail, to end, or to keep anything',
  PATIENCE,
  async (t) => {
    const probed = await ProbedServer.startFor(t, ['--data', ':memory:']);
    const { url, port } = probed.server;
    const { seed } = SeededRandom.fromEnvironment();
    t.diagnostic(`seed ${seed}; VITALWIRE_SEED=${seed} repeats it`);
    const statuses = new Map<number, number>();
    let round = 0;
    let before: Remains | undefined;

    await fc.assert(
      fc.asyncProperty(
        fc.array(hostileRequest(), { minLength: SCALE.atOnce, maxLength: SCALE.atOnce }),
        async (requests) => {
          const right = postReadings(url, [{ Name: 'Ann', Temparature: '36.6C', RFID: `R${round}` }]);
          const answers = await Promise.all(requests.map((request) => sendHostile(port, request)));
          await right;
          for (const status of answers.flat()) statuses.set(status, (statuses.get(status) ?? 0) + 1);
          const failed = requests.filter((_, index) => answers[index]?.some((status) => status >= 500));
          assert.deepEqual(failed, []);
          round += 1;
          if (round === SCALE.warmUpRounds) before = await settled(probed);
        },
      ),
      // A server that has ended would refuse every smaller example as well.
      { numRuns: SCALE.rounds, seed, endOnFailure: true },
    );

    t.diagnostic(
      `answers: ${[...statuses]
        .sort()
        .map(([status, count]) => `${count} × ${status}`)
        .join(', ')}`,
    );
    const after = await settled(probed);
    const growth = (key: 'heapUsed' | 'external' | 'rss') => after[key] - (before?.[key] ?? 0);
    t.diagnostic(`heap ${growth('heapUsed')}, external ${growth('external')}, resident ${growth('rss')} bytes more`);
    assert.ok(growth('heapUsed') + growth('external') < MOST_HEAP_GROWTH);
    assert.ok(growth('rss') < MOST_GROWTH);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    assert.match(metrics, /^vitalwire_failures_total 0$/m);
  },
);

/** What is left once nobody is connected any more, not even this test. */
async function settled(probed: ProbedServer): Promise<Remains> {
  await streamsAre(probed.server.url, 0);
  for (;;) {
    const remains = await probed.remains();
    if (!remains.resources.includes('TCPSocketWrap')) return remains;
    await setTimeout(LOOK_EVERY_MS);
  }
}
