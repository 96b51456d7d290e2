import { costBars } from '../bars.ts';
import { figuresOf, METRICS } from '../figures.ts';
import { measureFresh, type Size } from '../measure.ts';
import type { Scenario } from '../scenario.ts';

const WARM_UP_SECONDS = { full: 2, quick: 0.4, tiny: 0.1 };
const SECONDS = { full: 6.5, quick: 1, tiny: 0.2 };

/** S1 */
export const MANY_EVENTS = fanOut('S1', { full: 1000, quick: 1000, tiny: 20 }, 100);

/** S2 */
export const MANY_CLIENTS = fanOut('S2', { full: 10_000, quick: 10_000, tiny: 20 }, 5);

/** So many clients get so many events a second. */
function fanOut(code: string, clients: Readonly<Record<Size, number>>, rate: number): Scenario {
  return {
    code,
    title: ({ size }) => `${clients[size].toLocaleString('en')} clients × ${rate} events a second`,
    about: ({ size }) =>
      `One reading after another to all clients, for ${SECONDS[size]} s after a warm-up. Latency is counted from when a ` +
      'reading was due, whether or not the server took it then; CPU is user and system time of all threads. Events per read: ' +
      'how many came to a client in one piece; whoever writes each of them by itself has 1. The loop of write() is the ' +
      "kernel's share, which nobody gets below who writes them one by one.",
    metrics: Object.values(METRICS),
    bars: costBars('costUs'),
    contenders: (all) => all,
    async measure(bench, contender) {
      return figuresOf(
        await measureFresh(bench, contender, {
          clients: clients[bench.size],
          rate,
          'warm-up': WARM_UP_SECONDS[bench.size],
          seconds: SECONDS[bench.size],
          patience: 3,
          'connect-rate': 8000,
        }),
      );
    },
  };
}
