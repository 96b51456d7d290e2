import { comparedWith } from '../bars.ts';
import { NCHAN } from '../contenders.ts';
import type { Contender } from '../contender.ts';
import { figuresOf, METRICS } from '../figures.ts';
import type { LoadResult } from '../load.ts';
import { measureFresh, type Bench } from '../measure.ts';
import type { Figures, Scenario } from '../scenario.ts';

const CLIENTS = 500;
const TINY_CLIENTS = 10;
const MOST_MS = 50;

const WARM_UP_SECONDS = { full: 1, quick: 0.3, tiny: 0.05 };
const SECONDS = { full: 4, quick: 1, tiny: 0.1 };

/** Where the search begins; each step is so much higher until one fails, or until it is beyond what the load can do. */
const FIRST_RATE = 200;
const STEPS = { full: 2, quick: 4, tiny: 10 };
const MOST_RATE = 100_000;

/** One bad moment of the machine is not to be taken for the server's limit. */
const ATTEMPTS = { full: 2, quick: 1, tiny: 1 };

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
    METRICS.p99,
    METRICS.costUs,
    METRICS.busy,
    METRICS.loadBusy,
    METRICS.others,
  ],
  bars: [{ text: `times ${NCHAN}'s rate`, value: comparedWith(NCHAN, 'rate'), limit: 5, direction: 'at least' }],
  contenders: (all) => all,
  async measure(bench, contender) {
    let best: Figures & { readonly rate: number } = { rate: 0 };
    let failed = Infinity;
    for (let rate = FIRST_RATE; failed / best.rate > PRECISIONS[bench.size] && best.rate < MOST_RATE;) {
      const tried = await tryUntilGood(bench, contender, Math.round(rate));
      if (tried) best = tried;
      else failed = rate;
      if (failed < FIRST_RATE / 4) break;
      rate = failed === Infinity ? rate * STEPS[bench.size] : Math.sqrt(Math.max(best.rate, failed / 4) * failed);
    }
    return best;
  },
};

async function tryUntilGood(bench: Bench, contender: Contender, rate: number) {
  for (let attempt = 0; attempt < ATTEMPTS[bench.size]; attempt += 1) {
    const tried = await tryRate(bench, contender, rate);
    if (tried) return tried;
  }
  return undefined;
}

async function tryRate(bench: Bench, contender: Contender, rate: number) {
  const measured = await measureFresh(bench, contender, {
    clients: bench.size === 'tiny' ? TINY_CLIENTS : CLIENTS,
    rate,
    'warm-up': WARM_UP_SECONDS[bench.size],
    seconds: SECONDS[bench.size],
    patience: 1,
  });
  return isGood(measured.result) ? { rate, ...figuresOf(measured) } : undefined;
}

function isGood({ missing, duplicates, lost, refused, latencyUs }: LoadResult): boolean {
  return missing + duplicates + lost + refused === 0 && latencyUs.p99 < MOST_MS * 1e3;
}
