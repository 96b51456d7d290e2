const WINDOW_SECONDS = 60;

/** Counts events per second over the last minute. */
export class RateMeter {
  private readonly seconds = new Array<number>(WINDOW_SECONDS).fill(0);
  private now = currentSecond();
  private measured = 0;

  add(count: number): void {
    this.advance();
    const second = this.measured % WINDOW_SECONDS;
    this.seconds[second] = (this.seconds[second] ?? 0) + count;
  }

  /** Advances to the current second. Call it every second; skipped seconds count as well, as timers of a hidden tab are late. */
  advance(): void {
    const passed = currentSecond() - this.now;
    this.now += passed;
    for (let second = 0; second < Math.min(passed, WINDOW_SECONDS); second += 1) {
      this.measured += 1;
      this.seconds[this.measured % WINDOW_SECONDS] = 0;
    }
  }

  /** Continues after an interruption, whose seconds are not counted. */
  resume(): void {
    this.now = currentSecond();
  }

  /** Returns the number of events per minute; `undefined` during the first ten seconds. */
  perMinute(): number | undefined {
    if (this.measured < 10) return undefined;
    const measured = Math.min(this.measured, WINDOW_SECONDS);
    return Math.round((this.seconds.reduce((sum, count) => sum + count, 0) * WINDOW_SECONDS) / measured);
  }
}

function currentSecond(): number {
  return Math.floor(performance.now() / 1_000);
}
