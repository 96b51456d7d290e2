import { ours } from '../bars.ts';
import { servers } from '../contenders.ts';
import { figuresOf, METRICS } from '../figures.ts';
import { measureFresh } from '../measure.ts';
import type { Scenario } from '../scenario.ts';

const CLIENTS = 500;
const STALLED = 50;
const RATE = 200;

const WARM_UP_SECONDS = { full: 1, quick: 0.3, tiny: 0.1 };
const SECONDS = { full: 8, quick: 2, tiny: 0.1 };

/** Characters of four bytes: with it a reading has about 0.9 KiB. */
const NAME_LENGTH = 200;

/** S6 */
export const SLOW_CLIENTS: Scenario = {
  code: 'S6',
  title: () => `${STALLED} of ${CLIENTS} clients stop reading`,
  about: ({ size }) =>
    `${RATE} readings of 0.9 KiB a second for ${SECONDS[size]} s: what those who read nothing cost in memory, and the others in ` +
    'latency, beside a run in which all read. Their connections have the segments of an Ethernet: with those of the loopback ' +
    'the kernel would take 4 MB for each before any server saw that it reads nothing.',
  metrics: [
    { key: 'memory', title: 'memory, +MiB', decimals: 1 },
    { key: 'p99', title: 'p99 of the others, ms', decimals: 1 },
    { key: 'alone', title: 'p99 when all read, ms', decimals: 1 },
    { key: 'ratio', title: 'times', decimals: 2 },
    { key: 'missing', title: 'missing of the others', decimals: 0 },
    METRICS.busy,
    METRICS.loadBusy,
    METRICS.others,
  ],
  bars: [
    { text: 'MiB more memory', value: ours('memory'), limit: 32, direction: 'at most' },
    { text: "times the others' p99", value: ours('ratio'), limit: 1.5, direction: 'at most' },
  ],
  contenders: servers,
  async measure(bench, contender) {
    const options = {
      clients: bench.size === 'tiny' ? STALLED + 5 : CLIENTS,
      rate: RATE,
      'name-length': NAME_LENGTH,
      'warm-up': WARM_UP_SECONDS[bench.size],
      seconds: SECONDS[bench.size],
      patience: 3,
    };
    const alone = await measureFresh(bench, contender, options);
    const slowed = await measureFresh(bench, contender, {
      ...options,
      stalled: STALLED,
    });
    const [before, now] = [figuresOf(alone), figuresOf(slowed)];
    return {
      ...now,
      memory: (slowed.residentBytes.done - slowed.residentBytes.open) / 2 ** 20,
      alone: before.p99,
      ratio: now.p99 / before.p99,
    };
  },
};
