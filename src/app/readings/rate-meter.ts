const WINDOW_SECONDS = 60;

/** Counts what happens, second by second, over the last minute. */
export class RateMeter {
  private readonly seconds = new Array<number>(WINDOW_SECONDS).fill(0);
  private now = currentSecond();
  private watched = 0;

  add(count: number): void {
    this.pass();
    const second = this.watched % WINDOW_SECONDS;
    this.seconds[second] = (this.seconds[second] ?? 0) + count;
  }

  /** Goes on to the present second. Those that nobody noticed have passed as well: the timers of a hidden tab come late. */
  pass(): void {
    const passed = currentSecond() - this.now;
    this.now += passed;
    for (let second = 0; second < Math.min(passed, WINDOW_SECONDS); second += 1) {
      this.watched += 1;
      this.seconds[this.watched % WINDOW_SECONDS] = 0;
    }
  }

  /** What has passed until now was not watched. */
  resume(): void {
    this.now = currentSecond();
  }

  /** How much there is in a minute; `undefined` as long as it was watched too briefly to say. */
  perMinute(): number | undefined {
    if (this.watched < 10) return undefined;
    const watched = Math.min(this.watched, WINDOW_SECONDS);
    return Math.round((this.seconds.reduce((sum, count) => sum + count, 0) * WINDOW_SECONDS) / watched);
  }
}

function currentSecond(): number {
  return Math.floor(performance.now() / 1_000);
}
