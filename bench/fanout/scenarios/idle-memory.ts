import { setTimeout } from 'node:timers/promises';
import { ours } from '../bars.ts';
import { servers } from '../contenders.ts';
import { measure, withRunning } from '../measure.ts';
import type { Scenario } from '../scenario.ts';

const CLIENTS = { full: 10_000, quick: 10_000, tiny: 20 };

/** Long enough for the garbage of connecting to be collected where a server does so. */
const SETTLE_SECONDS = { full: 4, quick: 0.5, tiny: 0.1 };

/** S4 */
export const IDLE_MEMORY: Scenario = {
  code: 'S4',
  title: () => 'memory per idle stream',
  about: ({ size }) =>
    `Resident memory with ${CLIENTS[size].toLocaleString('en')} streams open on which nothing happens, ${SETTLE_SECONDS[size]} s ` +
    'after the last one came, less what it was before, by the number of streams. What the kernel keeps for them is not in it.',
  metrics: [
    { key: 'kibibytes', title: 'KiB a stream', decimals: 1 },
    { key: 'whole', title: 'in all, MiB', decimals: 0 },
  ],
  bars: [{ text: 'KiB a stream', value: ours('kibibytes'), limit: 17, direction: 'at most' }],
  contenders: servers,
  measure: (bench, contender) =>
    withRunning(bench, contender, async (running) => {
      const options = { clients: CLIENTS[bench.size], 'connect-rate': 8000 };
      const { residentBytes } = await measure(bench, contender, running, options, async (phase) => {
        if (phase === 'open') await setTimeout(SETTLE_SECONDS[bench.size] * 1000, undefined, bench);
      });
      return {
        kibibytes: (residentBytes.open - residentBytes.before) / CLIENTS[bench.size] / 1024,
        whole: residentBytes.open / 2 ** 20,
      };
    }),
};
