import type { ClockReading, ClockState } from './clock-rules.ts';

/** How the wall clock is seen. */
export interface ClockReport {
  /** How far it is from where it should be, in ms, positive when it is ahead; `undefined` while it is trusted. */
  readonly offByMs: number | undefined;
  /** How far the newest time of storing is ahead of it, in ms; 0 when it isn't. */
  readonly storedAheadMs: number;
}

/** What a log's clock and the newest time of storing given say of the wall clock. */
export function reportClock(
  { doubt }: ClockState,
  { newestStoredAt }: { readonly newestStoredAt: number },
  { wallMs }: ClockReading,
): ClockReport {
  return { offByMs: doubt?.offByMs, storedAheadMs: Math.max(0, newestStoredAt - wallMs) };
}
