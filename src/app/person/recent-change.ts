import type { TrendSeries } from '../readings/trend.api';
import type { TrendReading } from './trend-series';

/** A rising or falling temperature: `from` (°C) was measured at most `withinMs` before the latest reading. */
export interface RecentChange {
  readonly direction: 'rising' | 'falling';
  readonly from: number;
  readonly withinMs: number;
}

/** Period before now (ms) in which a change counts as recent. */
export const RECENT_MS = 15 * 60_000;

/** Minimum change (°C). Smaller changes are sensor noise. */
export const MIN_CHANGE = 0.2;

/** Minimum duration of a change. Shorter ones are caused by the fit of the sensor. */
const MIN_CHANGE_MS = 3 * 60_000;
/** Maximum gap between readings: enough for sensors that report every five minutes. */
const MAX_GAP_MS = 6 * 60_000;
const MIN_BUCKETS = 3;
/** Tolerance: 38.1 − 37.9 is slightly less than 0.2 in floating point. */
const ROUNDING = 1e-6;

/**
 * Returns the recent change of a temperature; `undefined` if it is steady, if there is a peak or trough in between, or if the
 * readings are too few or too far apart. `recent` has narrow buckets of a fixed length, independent of the period shown.
 */
export function recentChangeOf(recent: TrendSeries, latest: TrendReading, now: number): RecentChange | undefined {
  const end = Math.max(now, latest.takenAtMs);
  const { bucketMs } = recent;
  const buckets = recent.buckets.filter(({ atMs }) => atMs + bucketMs > end - RECENT_MS && atMs <= latest.takenAtMs);
  const [first] = buckets;
  if (!first || buckets.length < MIN_BUCKETS || latest.takenAtMs - first.atMs - bucketMs < MIN_CHANGE_MS) {
    return undefined;
  }
  const times = [...buckets.map(({ atMs }) => atMs), end];
  if (times.some((ms, index) => ms - (times[index - 1] ?? ms) > MAX_GAP_MS)) return undefined;
  const highest = Math.max(...buckets.map(({ max }) => max));
  const lowest = Math.min(...buckets.map(({ min }) => min));
  const withinMs = latest.takenAtMs - first.atMs;
  if (isChange(first.max, latest.celsius) && !isChange(latest.celsius, highest) && !isChange(lowest, first.min)) {
    return { direction: 'rising', from: first.max, withinMs };
  }
  if (isChange(latest.celsius, first.min) && !isChange(lowest, latest.celsius) && !isChange(first.max, highest)) {
    return { direction: 'falling', from: first.min, withinMs };
  }
  return undefined;
}

/** Tests whether `to` is markedly warmer than `from`. */
function isChange(from: number, to: number): boolean {
  return to - from >= MIN_CHANGE - ROUNDING;
}
