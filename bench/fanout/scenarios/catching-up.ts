import { timesAsFastAs } from '../bars.ts';
import { NCHAN } from '../contenders.ts';
import { figuresOf, METRICS } from '../figures.ts';
import { measure, withRunning } from '../measure.ts';
import type { Scenario } from '../scenario.ts';

const CLIENTS = 200;
const BEHIND = { full: 10_000, quick: 4000, tiny: 50 };

/** Low enough for every server, as it only fills what is then replayed. */
const FILL_RATE = 2500;

/** S5 */
export const CATCHING_UP: Scenario = {
  code: 'S5',
  title: () => `${CLIENTS} clients come back at once`,
  about: ({ size }) =>
    `All of them connect with the id of an event since which ${BEHIND[size].toLocaleString('en')} others have come, and get these. ` +
    'Counted from the first connection. Who keeps nothing for those who come back is left out.',
  metrics: [
    { key: 'seconds', title: 'until all have all, s', decimals: 2 },
    { key: 'cpu', title: 'server CPU, s', decimals: 2 },
    METRICS.missing,
    { key: 'memory', title: 'memory, +MiB', decimals: 0 },
    METRICS.busy,
    METRICS.loadBusy,
    METRICS.others,
  ],
  bars: [
    { text: `times as fast as ${NCHAN}`, value: timesAsFastAs(NCHAN, 'seconds'), limit: 15, direction: 'at least' },
  ],
  contenders: (all) => all.filter(({ replays }) => replays),
  measure: (bench, contender) =>
    withRunning(bench, contender, async (running) => {
      const fill = { clients: 1, rate: FILL_RATE, seconds: (BEHIND[bench.size] + 1.5) / FILL_RATE, patience: 20 };
      const { result: filled } = await measure(bench, contender, running, fill);
      const measured = await measure(bench, contender, running, {
        clients: bench.size === 'tiny' ? 5 : CLIENTS,
        'last-event-id': filled.firstId,
        first: 1,
        expected: filled.sent - 1,
        'connect-rate': 100_000,
        patience: 60,
      });
      return {
        ...figuresOf(measured),
        seconds: measured.result.missing > 0 ? Infinity : measured.result.seconds,
        cpu: measured.cpuSeconds,
        memory: (measured.residentBytes.done - measured.residentBytes.warm) / 2 ** 20,
      };
    }),
};
