import { comparedWith } from '../bars.ts';
import { NCHAN } from '../contenders.ts';
import type { Contender } from '../contender.ts';
import type { LoadResult } from '../load.ts';
import { measureFresh, type Bench } from '../measure.ts';
import type { Scenario } from '../scenario.ts';

const CLIENTS = 500;
const TINY_CLIENTS = 10;
const MOST_MS = 50;

const WARM_UP_SECONDS = { full: 1, quick: 0.3, tiny: 0.05 };
const SECONDS = { full: 4, quick: 1, tiny: 0.1 };

/** Where the search begins; each step is so much higher until one fails, or until it is beyond what the load can do. */
const FIRST_RATE = 200;
const STEPS = { full: 2, quick: 4, tiny: 10 };
const MOST_RATE = 100_000;

/** It ends when the lowest that failed is at most so much above the highest that didn't. */
const PRECISIONS = { full: 1.1, quick: 1.5, tiny: 20 };

/** S3 */
export const HIGHEST_RATE: Scenario = {
  code: 'S3',
  title: `the highest rate to ${CLIENTS} clients`,
  about: () =>
    `The most readings a second that reach all ${CLIENTS} clients with none missing or doubled and a p99 under ${MOST_MS} ms, ` +
    'found by doubling and then halving the interval. Each reading is a request of its own.',
  metrics: [
    { key: 'rate', title: 'events a second', decimals: 0 },
    { key: 'p99', title: 'p99 there, ms', decimals: 1 },
    { key: 'costUs', title: 'server CPU per delivered event, µs', decimals: 2 },
    { key: 'busy', title: 'server core busy, %', decimals: 0 },
    { key: 'loadBusy', title: 'load core busy, %', decimals: 0 },
  ],
  bars: [{ text: `times ${NCHAN}'s rate`, value: comparedWith(NCHAN, 'rate'), limit: 5, direction: 'at least' }],
  contenders: (all) => all,
  async measure(bench, contender) {
    let best = { rate: 0, p99: NaN, costUs: NaN, busy: NaN, loadBusy: NaN };
    let failed = Infinity;
    for (let rate = FIRST_RATE; failed / best.rate > PRECISIONS[bench.size] && best.rate < MOST_RATE;) {
      const tried = await tryRate(bench, contender, Math.round(rate));
      if (tried) best = tried;
      else failed = rate;
      if (failed < FIRST_RATE / 4) break;
      rate = failed === Infinity ? rate * STEPS[bench.size] : Math.sqrt(Math.max(best.rate, failed / 4) * failed);
    }
    return best;
  },
};

async function tryRate(bench: Bench, contender: Contender, rate: number) {
  const { result, cpuSeconds } = await measureFresh(bench, contender, {
    clients: bench.size === 'tiny' ? TINY_CLIENTS : CLIENTS,
    rate,
    'warm-up': WARM_UP_SECONDS[bench.size],
    seconds: SECONDS[bench.size],
    patience: 1,
  });
  if (!isGood(result)) return undefined;
  return {
    rate,
    p99: result.latencyUs.p99 / 1e3,
    costUs: (cpuSeconds / result.delivered) * 1e6,
    busy: (cpuSeconds / result.seconds) * 100,
    loadBusy: result.cpuShare * 100,
  };
}

function isGood({ missing, duplicates, lost, refused, latencyUs }: LoadResult): boolean {
  return missing + duplicates + lost + refused === 0 && latencyUs.p99 < MOST_MS * 1e3;
}
