/** A device's clock is corrected by less than this now and then; more makes ages visibly wrong. */
const LARGEST_STEP_MS = 2_000;

/** Watches this device's clock: after it was set, or has gone on while the device slept, what was known by it holds no longer. */
export class DeviceClock {
  private aheadMs = aheadOfSteadyClock();

  /** Whether it has jumped since this was last asked. */
  hasJumped(): boolean {
    const aheadMs = aheadOfSteadyClock();
    if (Math.abs(aheadMs - this.aheadMs) <= LARGEST_STEP_MS) return false;
    this.aheadMs = aheadMs;
    return true;
  }
}

/** [spec] High Resolution Time: `performance.now()` is never set; in sleep it stands still in some browsers. */
function aheadOfSteadyClock(): number {
  return Date.now() - performance.now();
}
