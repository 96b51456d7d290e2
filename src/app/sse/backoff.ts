/**
 * How long to wait before the next attempt: drawn between `least` and a bound that doubles with every attempt, up to
 * `most` (ms). Drawn, so that clients which lost the same server don't all come back in the same moment.
 */
export class Backoff {
  private readonly least: number;
  private readonly most: number;
  private readonly random: () => number;
  private attempts = 0;

  constructor(bounds: { readonly least: number; readonly most: number }, random: () => number) {
    this.least = bounds.least;
    this.most = bounds.most;
    this.random = random;
  }

  /** The wait before the next attempt, in ms. */
  next(): number {
    this.attempts += 1;
    const bound = Math.min(this.most, this.least * 2 ** this.attempts);
    return this.least + this.random() * (bound - this.least);
  }

  /** Starts over: the last attempt succeeded. */
  reset(): void {
    this.attempts = 0;
  }
}
