import type { QueryChanges } from '../routing/address';
import { isWindow, type TimeWindow } from './time-window';

/** How far back from now a trend reaches. */
export type TrendRange = '1h' | '24h' | '7d' | '30d';

export const RANGE_MS: Readonly<Record<TrendRange, number>> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
};

/** Shortest first. */
export const RANGES: readonly TrendRange[] = ['1h', '24h', '7d', '30d'];

const USUAL_RANGE: TrendRange = '24h';

/** What is shown of a person: a range that ends now, or a window that somebody has zoomed to. */
export interface PersonView {
  /** Where "reset" leads. */
  readonly range: TrendRange;
  readonly zoom: TimeWindow | undefined;
}

/** The view in a page's address, `?range=24h&from=…&to=…`. What can't be read there is as usual. */
export function parseView(params: URLSearchParams): PersonView {
  const range = RANGES.find((one) => one === params.get('range')) ?? USUAL_RANGE;
  const zoom = { from: Date.parse(params.get('from') ?? ''), to: Date.parse(params.get('to') ?? '') };
  return { range, zoom: isWindow(zoom) ? zoom : undefined };
}

/** What the address has to say of a view for {@link parseView}. */
export function viewParams({ range, zoom }: PersonView): QueryChanges {
  return {
    range,
    from: zoom ? new Date(zoom.from).toISOString() : undefined,
    to: zoom ? new Date(zoom.to).toISOString() : undefined,
  };
}

/** The next larger range than a window is long; `undefined` when there is none. */
export function largerRange({ from, to }: TimeWindow): TrendRange | undefined {
  return RANGES.find((range) => RANGE_MS[range] > to - from);
}
