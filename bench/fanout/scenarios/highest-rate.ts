import { comparedWith } from '../bars.ts';
import { NCHAN, servers } from '../contenders.ts';
import type { Contender } from '../contender.ts';
import { figuresOf, METRICS } from '../figures.ts';
import { highestGood } from '../highest-good.ts';
import type { LoadResult } from '../load.ts';
import { measureFresh, type Bench } from '../measure.ts';
import type { Figures, Scenario } from '../scenario.ts';

const CLIENTS = 500;
const TINY_CLIENTS = 10;
const MOST_MS = 50;

const WARM_UP_SECONDS = { full: 0.5, quick: 0.2, tiny: 0.05 };
const SECONDS = { full: 2.5, quick: 0.8, tiny: 0.1 };

const PROBES = { full: 6, quick: 3, tiny: 1 };
const PRECISIONS = { full: 1.12, quick: 1.3, tiny: 20 };

/** Of the first search for a server, and of those that begin where the one before ended. */
const FIRST_STEP = 2;
const NEXT_STEP = 1.25;

/** One bad moment of the machine is not to be taken for the server's limit. */
const ATTEMPTS = { full: 2, quick: 1, tiny: 1 };

/** What was found in the runs before, by the servers' names. */
const found = new Map<string, number>();

/** S3 */
export const HIGHEST_RATE: Scenario = {
  code: 'S3',
  title: () => `the highest rate to ${CLIENTS} clients`,
  about: ({ size }) =>
    `The most readings a second that reach all ${CLIENTS} clients for ${SECONDS[size]} s with none missing or doubled and a p99 ` +
    `under ${MOST_MS} ms, each reading a request of its own. Found by halving between a rate that is good and one that ` +
    `isn't, to ${Math.round((PRECISIONS[size] - 1) * 100)} %; a rate has failed when it did so ${ATTEMPTS[size] === 1 ? 'once' : 'twice'}.`,
  metrics: [
    { key: 'rate', title: 'events a second', decimals: 0 },
    METRICS.p99,
    METRICS.costUs,
    METRICS.together,
    METRICS.busy,
    METRICS.loadBusy,
    METRICS.others,
  ],
  bars: [{ text: `times ${NCHAN}'s rate`, value: comparedWith(NCHAN, 'rate'), limit: 5, direction: 'at least' }],
  contenders: servers,
  async measure(bench, contender) {
    const before = found.get(contender.name);
    const search = {
      guess: before ?? contender.usualRate ?? 1,
      step: before === undefined ? FIRST_STEP : NEXT_STEP,
      precision: PRECISIONS[bench.size],
      probes: PROBES[bench.size],
    };
    const highest = await highestGood(search, (rate) => tryUntilGood(bench, contender, rate));
    if (!highest) return { rate: 0 };
    found.set(contender.name, highest.rate);
    return { ...highest.seen, rate: highest.rate };
  },
};

async function tryUntilGood(bench: Bench, contender: Contender, rate: number): Promise<Figures | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS[bench.size]; attempt += 1) {
    const measured = await measureFresh(bench, contender, {
      clients: bench.size === 'tiny' ? TINY_CLIENTS : CLIENTS,
      rate,
      'warm-up': WARM_UP_SECONDS[bench.size],
      seconds: SECONDS[bench.size],
      patience: 0.5,
      'connect-rate': 4000,
    });
    if (isGood(measured.result)) return figuresOf(measured);
  }
  return undefined;
}

function isGood({ missing, duplicates, lost, refused, latencyUs }: LoadResult): boolean {
  return missing + duplicates + lost + refused === 0 && latencyUs.p99 < MOST_MS * 1e3;
}
