/** Default bounds: short enough to find a restarted server soon, long enough to spare one that stays down. */
export const BACKOFF_MS = { least: 1_000, most: 30_000 };

/** Maximum delay that a server may request. Without it, the page would seem dead, and a timer of 2^31 ms fires at once. */
const MAX_REQUESTED_DELAY_MS = 5 * 60_000;

/**
 * Exponential back-off with jitter: each delay is random between `least` and a bound that doubles with every attempt, up to `most`
 * (ms). The jitter spreads the attempts of clients that lost the same server at the same time.
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

  nextDelayMs(): number {
    this.attempts += 1;
    const bound = Math.min(this.most, this.least * 2 ** this.attempts);
    return this.least + this.random() * (bound - this.least);
  }

  /** Starts over after a successful attempt. */
  reset(): void {
    this.attempts = 0;
  }
}

/** Returns the longer of the back-off's delay and the one that the server requested (ms). */
export function extendDelay(delayMs: number, requestedMs: number): number {
  return Math.max(delayMs, Math.min(requestedMs, MAX_REQUESTED_DELAY_MS));
}
