import type { TrendBucket, TrendSeries } from '../readings/trend.api';
import type { TimeWindow } from './time-window';

/** One reading of a trend: its TakenAt in ms since 1970, its temperature in °C. */
export interface TrendReading {
  readonly takenAtMs: number;
  readonly celsius: number;
}

/** A series as a chart wants it: one array a curve, all of the same length. `null` breaks a curve. */
export interface TrendColumns {
  /** The middles of the buckets, ms since 1970. */
  readonly times: readonly number[];
  readonly high: readonly (number | null)[];
  readonly middle: readonly (number | null)[];
  readonly low: readonly (number | null)[];
}

/** Where so many buckets (or the usual distance between two readings, so many times) are empty, something is missing. */
const GAP_BUCKETS = 3;

/** An empty series, to which live readings can be added. */
export const NO_SERIES: TrendSeries = { bucketMs: 1_000, buckets: [] };

/**
 * The series with readings that arrived after it was asked for. One that may be in the series already, as it isn't `isNew`,
 * widens its bucket but is not counted there.
 */
export function withReadings<Reading extends TrendReading>(
  series: TrendSeries,
  readings: readonly Reading[],
  isNew: (reading: Reading) => boolean,
): TrendSeries {
  if (readings.length === 0) return series;
  const buckets = new Map(series.buckets.map((bucket) => [bucket.atMs, bucket]));
  const origin = series.buckets[0]?.atMs ?? 0;
  for (const reading of readings) {
    const { takenAtMs, celsius } = reading;
    const atMs = origin + Math.floor((takenAtMs - origin) / series.bucketMs) * series.bucketMs;
    const before = buckets.get(atMs);
    buckets.set(atMs, {
      atMs,
      min: Math.min(before?.min ?? celsius, celsius),
      max: Math.max(before?.max ?? celsius, celsius),
      count: before && !isNew(reading) ? before.count : (before?.count ?? 0) + 1,
    });
  }
  return { bucketMs: series.bucketMs, buckets: [...buckets.values()].sort((a, b) => a.atMs - b.atMs) };
}

/** The buckets that reach into a window. */
export function withinWindow({ bucketMs, buckets }: TrendSeries, { from, to }: TimeWindow): TrendSeries {
  return { bucketMs, buckets: buckets.filter(({ atMs }) => atMs + bucketMs > from && atMs < to) };
}

/** Where readings are missing between two buckets: from the end of the one to the beginning of the other. */
export function gapsIn({ bucketMs, buckets }: TrendSeries): readonly TimeWindow[] {
  const longest = longestDistance({ bucketMs, buckets });
  return buckets.flatMap(({ atMs }, index) => {
    const before = buckets[index - 1];
    return before && atMs - before.atMs > longest ? [{ from: before.atMs + bucketMs, to: atMs }] : [];
  });
}

/** Where a window is without readings: the gaps, and its beginning and end where they are as empty. Earliest first. */
export function silencesIn(series: TrendSeries, window: TimeWindow): readonly TimeWindow[] {
  const [first] = series.buckets;
  const last = series.buckets.at(-1);
  if (!first || !last) return [window];
  const ends = [
    { from: window.from, to: first.atMs },
    { from: last.atMs + series.bucketMs, to: window.to },
  ];
  const longest = longestDistance(series);
  const [before = [], after = []] = ends.map((end) => (end.to - end.from > longest ? [end] : []));
  return [...before, ...gapsIn(series), ...after];
}

/** The series as curves, each temperature as `convert` gives it, with a break in every gap. */
export function toColumns(series: TrendSeries, convert: (celsius: number) => number): TrendColumns {
  const breaks = new Set(gapsIn(series).map(({ to }) => to));
  const half = series.bucketMs / 2;
  const points = series.buckets.flatMap((bucket): readonly [number, TrendBucket | undefined][] => {
    const point: [number, TrendBucket] = [bucket.atMs + half, bucket];
    return breaks.has(bucket.atMs) ? [[bucket.atMs - half, undefined], point] : [point];
  });
  const column = (value: (bucket: TrendBucket) => number) =>
    points.map(([, bucket]) => (bucket ? convert(value(bucket)) : null));
  return {
    times: points.map(([time]) => time),
    high: column(({ max }) => max),
    middle: column(({ min, max }) => (min + max) / 2),
    low: column(({ min }) => min),
  };
}

/** A sensor that reports every five minutes leaves most buckets of an hour empty, and nothing is missing. */
function longestDistance({ bucketMs, buckets }: TrendSeries): number {
  const distances = buckets.slice(1).map(({ atMs }, index) => atMs - (buckets[index]?.atMs ?? atMs));
  const usual = distances.sort((a, b) => a - b)[Math.floor((distances.length - 1) / 2)] ?? bucketMs;
  return GAP_BUCKETS * Math.max(bucketMs, usual);
}
