const WINDOW_SECONDS = 60;

/** Counts what happens, second by second, over the last minute. */
export class RateMeter {
  private readonly seconds = new Array<number>(WINDOW_SECONDS).fill(0);
  private elapsed = 0;

  add(count: number): void {
    const second = this.elapsed % WINDOW_SECONDS;
    this.seconds[second] = (this.seconds[second] ?? 0) + count;
  }

  /** A second has passed. */
  tick(): void {
    this.elapsed += 1;
    this.seconds[this.elapsed % WINDOW_SECONDS] = 0;
  }

  /** How much there is in a minute; `undefined` as long as it was watched too briefly to say. */
  perMinute(): number | undefined {
    if (this.elapsed < 10) return undefined;
    const watched = Math.min(this.elapsed, WINDOW_SECONDS);
    return Math.round((this.seconds.reduce((sum, count) => sum + count, 0) * WINDOW_SECONDS) / watched);
  }
}
