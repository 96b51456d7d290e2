import { FLOOR, isNodePeer, NCHAN, OURS } from './contenders.ts';
import type { Bar, Medians } from './scenario.ts';

/** Ours of a metric. */
export function ours(key: string): Bar['value'] {
  return (medians) => medians.get(OURS)?.[key];
}

/** Ours of a metric, divided by another's, of the same metric or of another one. */
export function comparedWith(name: string, key: string, itsKey = key): Bar['value'] {
  return (medians) => ratio(medians.get(OURS)?.[key], medians.get(name)?.[itsKey]);
}

/** How many times as fast as another's is ours, where the metric is a time. */
export function timesAsFastAs(name: string, key: string): Bar['value'] {
  return (medians) => ratio(medians.get(name)?.[key], medians.get(OURS)?.[key]);
}

/** What an event may cost beside the others' cost. */
export function costBars(key: string): readonly Bar[] {
  return [
    { text: `CPU beside ${NCHAN}`, value: comparedWith(NCHAN, key), limit: 0.8, direction: 'at most' },
    { text: `CPU beside ${FLOOR}`, value: comparedWith(FLOOR, key), limit: 1.3, direction: 'at most' },
    {
      text: 'CPU beside the best of the Node peers',
      value: (medians) => ratio(medians.get(OURS)?.[key], leastOfPeers(medians, key)),
      limit: 0.65,
      direction: 'at most',
    },
  ];
}

function leastOfPeers(medians: Medians, key: string): number | undefined {
  const values = [...medians].flatMap(([name, figures]) => (isNodePeer(name) ? [figures[key] ?? Infinity] : []));
  return values.length > 0 ? Math.min(...values) : undefined;
}

function ratio(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}
