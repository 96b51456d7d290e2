import { costBars } from '../bars.ts';
import { figuresOf, METRICS } from '../figures.ts';
import { measureFresh } from '../measure.ts';
import type { Scenario } from '../scenario.ts';

const WARM_UP_SECONDS = { full: 3, quick: 0.6, tiny: 0.1 };
const SECONDS = { full: 10, quick: 1.2, tiny: 0.2 };
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
    metrics: Object.values(METRICS),
    bars: costBars('costUs'),
    contenders: (all) => all,
    async measure(bench, contender) {
      return figuresOf(
        await measureFresh(bench, contender, {
          clients: bench.size === 'tiny' ? TINY_CLIENTS : clients,
          rate,
          'warm-up': WARM_UP_SECONDS[bench.size],
          seconds: SECONDS[bench.size],
          patience: 3,
          'connect-rate': 4000,
        }),
      );
    },
  };
}
