import type { QueryChanges } from '../routing/address';
import { isWindow, type TimeWindow } from './time-window';

/** Time range that ends now. */
export type TrendRange = '1h' | '24h' | '7d' | '30d';

export const RANGE_MS: Readonly<Record<TrendRange, number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
};

/** Shortest first. */
export const RANGES: readonly TrendRange[] = ['1h', '24h', '7d', '30d'];

const DEFAULT_RANGE: TrendRange = '24h';

/** The period shown: a range that ends now, or the window that the user zoomed to. */
export interface PersonView {
  /** The range to return to on "Reset". */
  readonly range: TrendRange;
  readonly zoom: TimeWindow | undefined;
}

/** Parses a view from the address, `?range=24h&from=…&to=…`. Invalid values are replaced with defaults. */
export function parseView(params: URLSearchParams): PersonView {
  const range = RANGES.find((one) => one === params.get('range')) ?? DEFAULT_RANGE;
  const zoom = { from: Date.parse(params.get('from') ?? ''), to: Date.parse(params.get('to') ?? '') };
  return { range, zoom: isWindow(zoom) ? zoom : undefined };
}

/** Returns the query parameters of a view, the inverse of {@link parseView}. */
export function viewParams({ range, zoom }: PersonView): QueryChanges {
  return {
    range,
    from: zoom ? new Date(zoom.from).toISOString() : undefined,
    to: zoom ? new Date(zoom.to).toISOString() : undefined,
  };
}

/** Returns the shortest range that is longer than a window, if there is one. */
export function largerRange({ from, to }: TimeWindow): TrendRange | undefined {
  return RANGES.find((range) => RANGE_MS[range] > to - from);
}
