/** Tells when nothing has been heard for `limitMs`: a connection that died without a word looks just like a quiet one. */
export class Watchdog {
  private readonly limitMs: number;
  private readonly onSilence: (lastHeard: number) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastHeard = 0;

  /** `limitMs` 0: never. */
  constructor(limitMs: number, onSilence: (lastHeard: number) => void) {
    this.limitMs = limitMs;
    this.onSilence = onSilence;
  }

  /** Something was heard. Called for every event, so it only notes the time and leaves a running timer alone. */
  feed(): void {
    this.lastHeard = Date.now();
    if (this.limitMs > 0) this.timer ??= setTimeout(() => this.look(), this.limitMs);
  }

  /** Looks now: the timers of a hidden tab or a sleeping machine come late. */
  check(): void {
    if (this.timer !== undefined) this.look();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    this.stop();
    const silentMs = Date.now() - this.lastHeard;
    // By the wall clock, as other clocks may stand still while the device sleeps; but it can be set back, and then knows nothing.
    const isUnknown = silentMs < 0;
    if (isUnknown || silentMs >= this.limitMs) this.onSilence(Math.min(this.lastHeard, Date.now()));
    else this.timer = setTimeout(() => this.look(), this.limitMs - silentMs);
  }
}
