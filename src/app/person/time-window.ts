/** A period from `from` (inclusive) to `to` (exclusive), ms since 1970. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Round bucket lengths. */
const LENGTHS = [
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 3, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 12, 24, 48].map((hours) => hours * HOUR),
] as const;

/** Minimum length of a window. Below it, a person has too few readings for a curve. */
export const MIN_WINDOW_MS = 60_000;
/** Maximum length of a window, longer than any retention period. */
export const MAX_WINDOW_MS = 366 * 24 * 60 * 60_000;

/** Scales the window by `factor` around a place in it: 0 is its start, 1 its end. */
export function zoomed({ from, to }: TimeWindow, factor: number, place = 0.5): TimeWindow {
  const length = Math.min(MAX_WINDOW_MS, Math.max(MIN_WINDOW_MS, (to - from) * factor));
  const start = from + (to - from - length) * place;
  return whole({ from: start, to: start + length });
}

/** Moves the window by a fraction of its length; to the left if `part` is negative. */
export function panned({ from, to }: TimeWindow, part: number): TimeWindow {
  const distance = (to - from) * part;
  return whole({ from: from + distance, to: to + distance });
}

/** Moves a window that reaches beyond `now` back, so that it ends at `now`. */
export function notAfter({ from, to }: TimeWindow, now: number): TimeWindow {
  const beyond = Math.max(0, to - now);
  return whole({ from: from - beyond, to: to - beyond });
}

/** Tests whether a window can be shown. */
export function isWindow({ from, to }: TimeWindow): boolean {
  const length = to - from;
  // [spec] ECMAScript: a time value reaches 8.64e15 ms on either side of 1970; NaN passes none of these.
  return from > -8e15 && to < 8e15 && length >= MIN_WINDOW_MS && length <= MAX_WINDOW_MS;
}

function whole({ from, to }: TimeWindow): TimeWindow {
  return { from: Math.round(from), to: Math.round(to) };
}

/** Returns the shortest round bucket length (ms) with at most `most` buckets in a period. */
export function bucketMsFor(lengthMs: number, most: number): number {
  return LENGTHS.find((bucketMs) => lengthMs / bucketMs <= most) ?? Math.ceil(lengthMs / most / HOUR) * HOUR;
}

/** Extends the window to whole buckets counted from 1970, so that every request returns the same buckets. */
export function alignToBuckets({ from, to }: TimeWindow, bucketMs: number): TimeWindow {
  return { from: Math.floor(from / bucketMs) * bucketMs, to: Math.ceil(to / bucketMs) * bucketMs };
}
