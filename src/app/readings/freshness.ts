import { isTooFarAhead } from '@contract/reading-time';

/** Whether a reading is recent enough to rely on, judged by its age alone. */
export type Freshness = 'fresh' | 'late' | 'stale';

/**
 * Share of the stale time after which a reading is late. A sensor's own interval would be more exact, but it is unknown for sensors
 * that stopped before the page was opened. `--stale-after` allows for several missed readings, so at half of it some are missing,
 * and staff have as much time again to check the sensor.
 */
const LATE_SHARE = 0.5;

/** Returns the freshness of a reading of this age, if readings become stale after `staleAfterMs`. */
export function freshnessOf(ageMs: number, staleAfterMs: number): Freshness {
  if (isStale(ageMs, staleAfterMs)) return 'stale';
  return ageMs > staleAfterMs * LATE_SHARE ? 'late' : 'fresh';
}

/**
 * Returns whether a reading of this age is stale. So is one too far in the future: its time is wrong, and the sensor's next reading would
 * have replaced it.
 */
export function isStale(ageMs: number, staleAfterMs: number): boolean {
  return ageMs > staleAfterMs || isTooFarAhead(-ageMs, 0);
}
