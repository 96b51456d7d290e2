import type { Measured } from './measure.ts';
import type { Metric } from './scenario.ts';

/** The columns that several scenarios have. */
export const METRICS = {
  costUs: { key: 'costUs', title: 'server CPU per delivered event, µs', decimals: 2 },
  together: { key: 'together', title: 'events per read', decimals: 1 },
  busy: { key: 'busy', title: 'server core busy, %', decimals: 0, core: 'server' },
  p50: { key: 'p50', title: 'p50, ms', decimals: 1 },
  p99: { key: 'p99', title: 'p99, ms', decimals: 1 },
  missing: { key: 'missing', title: 'missing', decimals: 0 },
  loadBusy: { key: 'loadBusy', title: 'load core busy, %', decimals: 0, core: 'load' },
  others: { key: 'others', title: 'other programs, % of a core', decimals: 0 },
} as const satisfies Record<string, Metric>;

/** Their values. */
export function figuresOf({ result, cpuSeconds, othersShare }: Measured): Record<keyof typeof METRICS, number> {
  return {
    costUs: (cpuSeconds / result.delivered) * 1e6,
    together: result.delivered / result.reads,
    busy: (cpuSeconds / result.seconds) * 100,
    p50: result.latencyUs.p50 / 1e3,
    p99: result.latencyUs.p99 / 1e3,
    missing: result.missing,
    loadBusy: result.cpuShare * 100,
    others: othersShare * 100,
  };
}
