import type { TrendSeries } from '../readings/trend.api';
import type { TrendReading } from './trend-series';

/** Where a temperature is going, and what says so: a reading (°C) taken no longer than `withinMs` before the latest. */
export interface Course {
  readonly direction: 'rising' | 'falling';
  readonly from: number;
  readonly withinMs: number;
}

/** So far back from now (ms) a course is judged. */
export const COURSE_MS = 15 * 60_000;

/** Less than this (°C) is the sensor's own unrest. */
export const SMALLEST_CHANGE = 0.2;

/** Over less time than this a change says more of the sensor's seat than of the person. */
const SHORTEST_MS = 3 * 60_000;
/** Sensors that report every five minutes are followed; over a longer silence nobody knows what happened in it. */
const LONGEST_SILENCE_MS = 6 * 60_000;
const FEWEST_BUCKETS = 3;
/** 38.1 − 37.9 is a little less than 0.2 in binary. */
const ROUNDING = 1e-6;

/**
 * The course of a temperature; `undefined` where the readings are too few or too far apart to tell, where it is steady, and where
 * a peak or a trough lies in between. `recent`: the latest readings in narrow buckets, of the same width whatever time is shown.
 */
export function courseOf(recent: TrendSeries, latest: TrendReading, now: number): Course | undefined {
  const end = Math.max(now, latest.takenAtMs);
  const { bucketMs } = recent;
  const buckets = recent.buckets.filter(({ atMs }) => atMs + bucketMs > end - COURSE_MS && atMs <= latest.takenAtMs);
  const [first] = buckets;
  if (!first || buckets.length < FEWEST_BUCKETS || latest.takenAtMs - first.atMs - bucketMs < SHORTEST_MS) {
    return undefined;
  }
  const times = [...buckets.map(({ atMs }) => atMs), end];
  if (times.some((ms, index) => ms - (times[index - 1] ?? ms) > LONGEST_SILENCE_MS)) return undefined;
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

/** Whether it is markedly warmer at `to` than at `from`. */
function isChange(from: number, to: number): boolean {
  return to - from >= SMALLEST_CHANGE - ROUNDING;
}
