import { comparedWith, ours } from '../bars.ts';
import { OURS, PLAIN_INSERT } from '../contenders.ts';
import { commitCostUs } from '../commit-cost.ts';
import type { Contender, Running } from '../contender.ts';
import type { LoadOptions } from '../load.ts';
import { figuresOf, METRICS } from '../figures.ts';
import { LoopDelay } from '../loop-delay.ts';
import { measure, withRunning, type Bench } from '../measure.ts';
import { onSlowDisk, SLOW_SYNC_US } from '../slow-disk.ts';
import type { Bar, Figures, Scenario } from '../scenario.ts';

const MANY = 32;
const BATCH = 100;

/** The numbers of readings that one run may use up. */
const NUMBERS = 10_000_000;

const RUNS = [
  { key: 'single1', posters: 1, batch: 1 },
  { key: 'single32', posters: MANY, batch: 1 },
  { key: 'batch1', posters: 1, batch: BATCH },
  { key: 'batch32', posters: MANY, batch: BATCH },
] as const;

/** The same from many connections, on a disk that takes as long as most do. */
const SLOW_RUNS = [
  { key: 'slowSingle32', posters: MANY, batch: 1 },
  { key: 'slowBatch32', posters: MANY, batch: BATCH },
] as const;

/** What goes on while the delay is looked at. */
const CLIENTS = { full: 1000, quick: 1000, tiny: 20 };
const RATE = 100;

/** Long enough for the engine to have compiled what is hot. */
const WARM_UP_SECONDS = { full: 3, quick: 0.3, tiny: 0.05 };
const SECONDS = { full: 4, quick: 0.8, tiny: 0.1 };

/** S7 */
export const INGEST: Scenario = {
  code: 'S7',
  title: () => 'durable ingest',
  about: ({ size }) =>
    `Readings a second that are acknowledged, and so on disk, for ${SECONDS[size]} s: from 1 and from ${MANY} connections, each ` +
    `with its next request as soon as the last is answered, one by one and ${BATCH} a request. The event loop's delay is ` +
    `the 99th percentile, with ${MANY} connections of single readings, and of batches, and while ${RATE} readings a second ` +
    `go to ${CLIENTS[size].toLocaleString('en')} clients. ` +
    'One commit is what SQLite took, just before, for a single row on the same disk: the plain INSERT has one for each reading, ' +
    'be it in a batch or not, and its single readings are what both bars compare with. The faster the disk commits, the less there is to be gained: ' +
    `so both are asked again with a disk that is made to take ${SLOW_SYNC_US} µs for each sync, as a common SSD does.`,
  metrics: [
    { key: 'single1', title: 'single × 1', decimals: 0 },
    { key: 'single32', title: `single × ${MANY}`, decimals: 0 },
    { key: 'batch1', title: `batches × 1`, decimals: 0 },
    { key: 'batch32', title: `batches × ${MANY}`, decimals: 0 },
    { key: 'commit', title: 'one commit, µs', decimals: 0 },
    { key: 'slowSingle32', title: `single × ${MANY}, ${SLOW_SYNC_US} µs a sync`, decimals: 0 },
    { key: 'slowBatch32', title: `batches × ${MANY}, ${SLOW_SYNC_US} µs a sync`, decimals: 0 },
    { key: 'single32Busy', title: `single × ${MANY}, server core busy, %`, decimals: 0, core: 'server' },
    { key: 'batch32Busy', title: `batches × ${MANY}, server core busy, %`, decimals: 0, core: 'server' },
    METRICS.loadBusy,
    { key: 'single32p99', title: `single × ${MANY}, answered p99, ms`, decimals: 1 },
    { key: 'single32Delay', title: 'loop delay, single, ms', decimals: 1 },
    { key: 'batch32Delay', title: 'loop delay, batches, ms', decimals: 1 },
    { key: 'streamDelay', title: 'loop delay, streaming, ms', decimals: 1 },
  ],
  bars: [
    ...ingestBars('on this disk', 'single32', 'batch32'),
    ...ingestBars(`at ${SLOW_SYNC_US} µs a sync`, 'slowSingle32', 'slowBatch32'),
    { text: 'ms of delay while streaming', value: ours('streamDelay'), limit: 20, direction: 'at most' },
  ],
  contenders: (all) => [...all.filter(({ name }) => name === OURS), PLAIN_INSERT],
  async measure(bench, contender) {
    const delay = new LoopDelay(bench.folder);
    const commit = commitCostUs(bench.folder);
    const figures = await askEach(RUNS, bench, contender, delay, delay.environment);
    const slow = await askEach(SLOW_RUNS, bench, contender, delay, [...delay.environment, ...onSlowDisk(bench.folder)]);
    const streaming = contender === PLAIN_INSERT ? {} : await stream(bench, contender, delay);
    return { ...slow, ...figures, commit, ...streaming };
  },
};

/** What we are held to, on a disk. */
function ingestBars(disk: string, single: string, batch: string): readonly Bar[] {
  return [
    {
      text: `times the plain INSERT, single readings from ${MANY} connections, ${disk}`,
      value: comparedWith(PLAIN_INSERT.name, single),
      limit: 3,
      direction: 'at least',
    },
    {
      text: `times the plain INSERT's single readings, in batches of ${BATCH} from ${MANY} connections, ${disk}`,
      value: comparedWith(PLAIN_INSERT.name, batch, single),
      limit: 20,
      direction: 'at least',
    },
  ];
}

/** One after another, on one server. */
function askEach(
  runs: readonly { readonly key: string; readonly posters: number; readonly batch: number }[],
  bench: Bench,
  contender: Contender,
  delay: LoopDelay,
  environment: readonly string[],
): Promise<Figures> {
  return withRunning(
    bench,
    contender,
    async (running) => {
      const figures: Record<string, number> = {};
      for (const [index, { key, posters, batch }] of runs.entries()) {
        const options = { posters, batch, first: index * NUMBERS, ...times(bench) };
        const seen = await ingest(bench, contender, running, delay, options);
        Object.assign(figures, {
          [key]: seen.rate,
          [`${key}p99`]: seen.answeredMs,
          [`${key}Delay`]: seen.delayMs,
          [`${key}Busy`]: seen.busy,
          loadBusy: Math.max(figures['loadBusy'] ?? 0, seen.loadBusy),
        });
      }
      return figures;
    },
    environment,
  );
}

async function ingest(bench: Bench, contender: Contender, running: Running, delay: LoopDelay, options: LoadOptions) {
  let delayMs = NaN;
  const measured = await measure(bench, contender, running, options, async () => {
    delayMs = await delay.look(running.pid);
  });
  const { result } = measured;
  if (result.refused > 0) throw new Error(`${result.refused} requests were refused`);
  const { busy, loadBusy } = figuresOf(measured);
  return {
    rate: result.acknowledged / result.seconds,
    answeredMs: result.answeredUs.p99 / 1e3,
    delayMs,
    busy,
    loadBusy,
  };
}

function stream(bench: Bench, contender: Contender, delay: LoopDelay): Promise<Figures> {
  const options = { clients: CLIENTS[bench.size], rate: RATE, 'connect-rate': 4000, ...times(bench) };
  return withRunning(
    bench,
    contender,
    async (running) => {
      const { delayMs } = await ingest(bench, contender, running, delay, options);
      return { streamDelay: delayMs };
    },
    delay.environment,
  );
}

function times({ size }: Bench): LoadOptions {
  return { 'warm-up': WARM_UP_SECONDS[size], seconds: SECONDS[size], patience: 30 };
}
