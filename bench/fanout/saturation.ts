import type { Medians, Metric, Scenario } from './scenario.ts';

/** Percent of a core from which on it is called full. */
const FULL = 90;

/** Whose core was full, in a sentence for below the table; none where the scenario doesn't look at the cores. */
export function saturation({ metrics }: Scenario, medians: Medians): readonly string[] {
  const servers = metrics.filter(({ core }) => core === 'server');
  const load = metrics.filter(({ core }) => core === 'load');
  if (servers.length === 0) return [];
  const full = [...medians].flatMap(([name]) => (busiest(servers, medians, name) >= FULL ? [name] : []));
  const most = Math.max(...[...medians.keys()].map((name) => busiest(load, medians, name)));
  const whose = full.length > 0 ? `the core of ${full.join(', ')}` : "no server's core";
  return [`Saturated: ${whose}; the load's core was busy to ${most.toFixed(0)} % at most.`];
}

function busiest(metrics: readonly Metric[], medians: Medians, name: string): number {
  return Math.max(0, ...metrics.map(({ key }) => medians.get(name)?.[key] ?? 0));
}
