import type { TrendBucket, TrendSeries } from '../readings/trend.api';
import type { TimeWindow } from './time-window';

/** One reading of a trend: TakenAt in ms since 1970, temperature in °C. */
export interface TrendReading {
  readonly takenAtMs: number;
  readonly celsius: number;
}

/** A series in uPlot's form: one array per curve, all of the same length. `null` interrupts a curve. */
export interface TrendColumns {
  /** The middles of the buckets, ms since 1970. */
  readonly times: readonly number[];
  readonly high: readonly (number | null)[];
  readonly middle: readonly (number | null)[];
  readonly low: readonly (number | null)[];
}

/** Number of empty buckets, or multiple of the usual distance between readings, that makes a gap. */
const GAP_BUCKETS = 3;

/** An empty series; live readings can be added. */
export const NO_SERIES: TrendSeries = { bucketMs: 1_000, buckets: [] };

/**
 * Adds live readings to a series. A reading that isn't `isNew` may already be in the series: it extends the range of its bucket
 * but not the count.
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

/** Returns the buckets that overlap a window. */
export function withinWindow({ bucketMs, buckets }: TrendSeries, { from, to }: TimeWindow): TrendSeries {
  return { bucketMs, buckets: buckets.filter(({ atMs }) => atMs + bucketMs > from && atMs < to) };
}

/** Returns the gaps between buckets. */
export function gapsIn({ bucketMs, buckets }: TrendSeries): readonly TimeWindow[] {
  const longest = longestDistance({ bucketMs, buckets });
  return buckets.flatMap(({ atMs }, index) => {
    const before = buckets[index - 1];
    return before && atMs - before.atMs > longest ? [{ from: before.atMs + bucketMs, to: atMs }] : [];
  });
}

/** Returns the periods of a window without readings: gaps, and an empty start or end. Earliest first. */
export function emptyPeriodsIn(series: TrendSeries, window: TimeWindow): readonly TimeWindow[] {
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

/** Returns the series as curves of converted temperatures, interrupted at gaps. */
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

/** Maximum distance of buckets without a gap. A sensor that reports every five minutes leaves most buckets of an hour empty. */
function longestDistance({ bucketMs, buckets }: TrendSeries): number {
  const distances = buckets.slice(1).map(({ atMs }, index) => atMs - (buckets[index]?.atMs ?? atMs));
  const usual = distances.sort((a, b) => a - b)[Math.floor((distances.length - 1) / 2)] ?? bucketMs;
  return GAP_BUCKETS * Math.max(bucketMs, usual);
}
