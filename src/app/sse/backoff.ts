/** The bounds that suit a server: one that is back is found soon, one that stays away isn't pestered. */
export const BACKOFF_MS = { least: 1_000, most: 30_000 };

/** A server may ask for patience, but not for so much that the page seems dead; beyond 2^31 ms a timer fires at once. */
const LONGEST_WAIT_MS = 5 * 60_000;

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

/** The wait that was drawn, or the one that the server asks for where that is longer (ms). */
export function waitAsAsked(drawnMs: number, askedMs: number): number {
  return Math.max(drawnMs, Math.min(askedMs, LONGEST_WAIT_MS));
}
