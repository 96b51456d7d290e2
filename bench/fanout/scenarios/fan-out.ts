import { costBars } from '../bars.ts';
import { measureFresh } from '../measure.ts';
import type { Metric, Scenario } from '../scenario.ts';

const METRICS: readonly Metric[] = [
  { key: 'costUs', title: 'server CPU per delivered event, µs', decimals: 2 },
  { key: 'busy', title: 'server core busy, %', decimals: 0 },
  { key: 'p50', title: 'p50, ms', decimals: 1 },
  { key: 'p99', title: 'p99, ms', decimals: 1 },
  { key: 'missing', title: 'missing', decimals: 0 },
  { key: 'loadBusy', title: 'load core busy, %', decimals: 0 },
];

const WARM_UP_SECONDS = { full: 3, quick: 0.6, tiny: 0.1 };
const SECONDS = { full: 10, quick: 1.5, tiny: 0.2 };
const TINY_CLIENTS = 20;

/** S1 */
export const MANY_EVENTS = fanOut('S1', { clients: 1000, rate: 100 });

/** S2 */
export const MANY_CLIENTS = fanOut('S2', { clients: 10_000, rate: 5 });

/** So many clients get so many events a second. */
function fanOut(code: string, { clients, rate }: { readonly clients: number; readonly rate: number }): Scenario {
  return {
    code,
    title: `${clients.toLocaleString('en')} clients × ${rate} events a second`,
    about: ({ size }) =>
      `One reading after another to all clients, for ${SECONDS[size]} s after a warm-up. Latency is counted from when a ` +
      'reading was due, whether or not the server took it then; CPU is user and system time of all threads.',
    metrics: METRICS,
    bars: costBars('costUs'),
    contenders: (all) => all,
    async measure(bench, contender) {
      const { result, cpuSeconds } = await measureFresh(bench, contender, {
        clients: bench.size === 'tiny' ? TINY_CLIENTS : clients,
        rate,
        'warm-up': WARM_UP_SECONDS[bench.size],
        seconds: SECONDS[bench.size],
        patience: 5,
        'connect-rate': 4000,
      });
      return {
        costUs: (cpuSeconds / result.delivered) * 1e6,
        busy: (cpuSeconds / result.seconds) * 100,
        p50: result.latencyUs.p50 / 1e3,
        p99: result.latencyUs.p99 / 1e3,
        missing: result.missing,
        loadBusy: result.cpuShare * 100,
      };
    },
  };
}
