import { isTooFarAhead } from '@contract/reading-time';

/** How far a reading can be relied on, by its age alone. */
export type Freshness = 'fresh' | 'late' | 'stale';

/**
 * The part of the time to staleness after which a reading is late. A person's own rhythm would be the better measure, but it isn't
 * known of anybody until several readings have come, and not at all of a sensor that went silent before the page was
 * opened. Whoever sets `--stale-after` allows for a few missed readings; at half of that some are missed already, and
 * there is as much time again to go and look.
 */
const LATE_SHARE = 0.5;

/** Of a reading of this age, where one becomes stale after `staleAfterMs`. */
export function freshnessOf(ageMs: number, staleAfterMs: number): Freshness {
  if (isStale(ageMs, staleAfterMs)) return 'stale';
  return ageMs > staleAfterMs * LATE_SHARE ? 'late' : 'fresh';
}

/**
 * Whether a reading of this age is stale. One further ahead of the server's clock than any may be is: its time is wrong, and the
 * next reading of its sensor would have replaced it.
 */
export function isStale(ageMs: number, staleAfterMs: number): boolean {
  return ageMs > staleAfterMs || isTooFarAhead(-ageMs, 0);
}
