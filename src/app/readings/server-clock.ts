/** Times of a request to the server, in ms since 1970. `sentAt` and `receivedAt` are by this device's clock. */
interface ClockExchange {
  readonly sentAt: number;
  readonly receivedAt: number;
  /** The server's time in the response; NaN if it has none. */
  readonly serverMs: number;
}

/** Maximum drift between two clocks, as a share of the time that has passed. Because of it, old measurements lose precision. */
const MAX_DRIFT = 1e-4;

/**
 * Estimates the server's clock. Times and ages are shown by it, as this device's clock may be hours off. A response was written at an
 * unknown moment between request and arrival, so the fastest exchange gives the most precise estimate.
 */
export class ServerClock {
  private ahead = 0;
  private fastest = Infinity;
  private measuredAt = -Infinity;

  /** How far the server's clock is ahead of this device's, in ms. */
  get aheadMs(): number {
    return this.ahead;
  }

  /** Round trip of the fastest exchange in ms; `undefined` before the first one. */
  get roundTripMs(): number | undefined {
    return this.fastest === Infinity ? undefined : this.fastest;
  }

  /** Accepts the next exchange, however slow: the server may be another one, or this device's clock was set. */
  restart(): void {
    this.fastest = Infinity;
  }

  /** Adds a request's times. Assumes that the server answered halfway between request and response. */
  addExchange({ sentAt, receivedAt, serverMs }: ClockExchange): void {
    const roundTripMs = receivedAt - sentAt;
    // Negative if this device's clock was set meanwhile.
    if (!Number.isFinite(serverMs) || roundTripMs < 0) return;
    const drifted = Math.abs(receivedAt - this.measuredAt) * MAX_DRIFT;
    if (roundTripMs > this.fastest + 2 * drifted) return;
    this.ahead = serverMs - (sentAt + receivedAt) / 2;
    this.fastest = roundTripMs;
    this.measuredAt = receivedAt;
  }

  /**
   * Adds a server time (NaN: unknown) that arrived without a request. It may have been under way for any time, so the server's clock is
   * ahead by at least the difference.
   */
  observe(serverMs: number, receivedAt: number): void {
    const atLeast = serverMs - receivedAt;
    if (Number.isNaN(atLeast)) return;
    this.ahead = this.roundTripMs === undefined ? atLeast : Math.max(this.ahead, atLeast);
  }

  /** Returns the server's time in ms since 1970. */
  now(): number {
    return this.at(Date.now());
  }

  /** Returns the server's time at this device's time `localMs`. */
  at(localMs: number): number {
    return localMs + this.ahead;
  }
}
