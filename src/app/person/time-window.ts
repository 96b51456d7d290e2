/** A stretch of time, from `from` to before `to` (ms since 1970). */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/** Below this, a person's readings are too few to be a curve. */
export const SHORTEST_WINDOW_MS = 60_000;
/** Longer than any log is kept. */
export const LONGEST_WINDOW_MS = 366 * 24 * 60 * 60_000;

/** The window made longer (`factor` above 1) or shorter around a place in it: 0 is its beginning, 1 its end. */
export function zoomed({ from, to }: TimeWindow, factor: number, place = 0.5): TimeWindow {
  const length = Math.min(LONGEST_WINDOW_MS, Math.max(SHORTEST_WINDOW_MS, (to - from) * factor));
  const start = from + (to - from - length) * place;
  return whole({ from: start, to: start + length });
}

/** The window moved by a part of its length; to the left where `part` is negative. */
export function panned({ from, to }: TimeWindow, part: number): TimeWindow {
  const distance = (to - from) * part;
  return whole({ from: from + distance, to: to + distance });
}

/** The window, moved back as far as it reaches beyond `now`: nothing has been read there yet. */
export function notAfter({ from, to }: TimeWindow, now: number): TimeWindow {
  const beyond = Math.max(0, to - now);
  return whole({ from: from - beyond, to: to - beyond });
}

/** Whether a window is one that can be shown. */
export function isWindow({ from, to }: TimeWindow): boolean {
  const length = to - from;
  // [spec] ECMAScript: a time value reaches 8.64e15 ms on either side of 1970; NaN passes none of these.
  return from > -8e15 && to < 8e15 && length >= SHORTEST_WINDOW_MS && length <= LONGEST_WINDOW_MS;
}

function whole({ from, to }: TimeWindow): TimeWindow {
  return { from: Math.round(from), to: Math.round(to) };
}
