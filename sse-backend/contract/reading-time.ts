/** Maximum by which a TakenAt may be ahead of the clock. Without it, one wrong clock would own "latest" until then. */
export const FURTHEST_AHEAD_MS = 5 * 60_000;

/**
 * Whether a live reading becomes its tag's latest. One that is further ahead of the clock than any may be was taken or stored by
 * a wrong clock: it yields to the next reading, or it would keep the tag from raising alarms until its time has come.
 */
export function followsLatest(takenAtMs: number, latestMs: number | undefined, nowMs: number): boolean {
  return latestMs === undefined || takenAtMs > latestMs || isTooFarAhead(latestMs, nowMs);
}

/** The time from which on a reading without TakenAt gets its own, so that it is always its tag's newest. */
export function arrivalTime(latestMs: number | undefined, nowMs: number): number {
  if (latestMs === undefined || isTooFarAhead(latestMs, nowMs)) return nowMs;
  return Math.max(nowMs, latestMs + 1);
}

/** Whether a TakenAt is further ahead of the clock than any may be. */
export function isTooFarAhead(takenAtMs: number, nowMs: number): boolean {
  return takenAtMs > nowMs + FURTHEST_AHEAD_MS;
}
