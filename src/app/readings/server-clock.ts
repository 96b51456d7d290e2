/** The server's clock, as far as it is known here: ages are told by it, as this device's may be hours off. */
export class ServerClock {
  private aheadMs = 0;

  /** The server said that it was `serverMs` when we received that at `localMs` (ms since 1970). NaN says nothing. */
  set(serverMs: number, localMs: number): void {
    if (Number.isFinite(serverMs)) this.aheadMs = serverMs - localMs;
  }

  /** The server's time in ms since 1970. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** This device's time when the server's is `serverMs`. */
  toLocal(serverMs: number): number {
    return serverMs - this.aheadMs;
  }
}
