/** The server's clock, as far as it is known here: times and ages are told by it, as this device's may be hours off. */
export class ServerClock {
  private aheadMs = 0;

  /** The server said that it was `serverMs` when we received that at `localMs` (ms since 1970). NaN says nothing. */
  set(serverMs: number, localMs: number): void {
    if (Number.isFinite(serverMs)) this.aheadMs = serverMs - localMs;
  }

  /** The server's time in ms since 1970. */
  now(): number {
    return this.at(Date.now());
  }

  /** The server's time when this device's is `localMs`. */
  at(localMs: number): number {
    return localMs + this.aheadMs;
  }
}
