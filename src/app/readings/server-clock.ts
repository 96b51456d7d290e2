/** A question to the server, and its time in the answer. All in ms since 1970; when it was sent and received by this device's clock. */
export interface ClockExchange {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** NaN says nothing. */
  readonly serverMs: number;
}

/** Clocks drift apart by less than this part of the time that passes: a good measurement doesn't stay one for ever. */
const LARGEST_DRIFT = 1e-4;

/**
 * The server's clock, as far as it is known here: times and ages are told by it, as this device's may be hours off. An answer
 * was written at some time between its question and its arrival, so the quickest one tells most.
 */
export class ServerClock {
  private ahead = 0;
  private quickest = Infinity;
  private measuredAt = -Infinity;

  /** By how much the server's clock is ahead of this device's, in ms. */
  get aheadMs(): number {
    return this.ahead;
  }

  /** How long the quickest answer was on its way, there and back, in ms; `undefined` as long as there was none. */
  get roundTripMs(): number | undefined {
    return this.quickest === Infinity ? undefined : this.quickest;
  }

  /** It may be another server, or this device's clock was set: the next exchange counts, however slow. */
  restart(): void {
    this.quickest = Infinity;
  }

  /** The server has answered. Half of the way there, half of it back is the best guess. */
  exchange({ sentAt, receivedAt, serverMs }: ClockExchange): void {
    const roundTripMs = receivedAt - sentAt;
    // A negative one: this device's clock was set meanwhile.
    if (!Number.isFinite(serverMs) || roundTripMs < 0) return;
    const drifted = Math.abs(receivedAt - this.measuredAt) * LARGEST_DRIFT;
    if (roundTripMs > this.quickest + 2 * drifted) return;
    this.ahead = serverMs - (sentAt + receivedAt) / 2;
    this.quickest = roundTripMs;
    this.measuredAt = receivedAt;
  }

  /**
   * The server said unasked that it was `serverMs` (NaN says nothing), which arrived at `receivedAt`. It may have been on its way for
   * any time, so its clock is ahead by at least the difference.
   */
  hear(serverMs: number, receivedAt: number): void {
    const atLeast = serverMs - receivedAt;
    if (Number.isNaN(atLeast)) return;
    this.ahead = this.roundTripMs === undefined ? atLeast : Math.max(this.ahead, atLeast);
  }

  /** The server's time in ms since 1970. */
  now(): number {
    return this.at(Date.now());
  }

  /** The server's time when this device's is `localMs`. */
  at(localMs: number): number {
    return localMs + this.ahead;
  }
}
