import type { TimeWindow } from './time-window';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Lengths that people think in. */
const LENGTHS = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 12, 24, 48].map((hours) => hours * HOUR),
] as const;

/** How long (ms) a bucket has to be so that no more than `most` of them fill a time: a round number of seconds, minutes or hours. */
export function bucketFor(lengthMs: number, most: number): number {
  return LENGTHS.find((bucketMs) => lengthMs / bucketMs <= most) ?? Math.ceil(lengthMs / most / HOUR) * HOUR;
}

/**
 * The window, widened to whole buckets counted from 1970. As long as the buckets begin at the same moments, asking again does
 * not change what was read in them.
 */
export function onGrid({ from, to }: TimeWindow, bucketMs: number): TimeWindow {
  return { from: Math.floor(from / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs };
}
