/** Reports when nothing was received for `limitMs`: a dead connection looks like a quiet one. */
export class Watchdog {
  private readonly limitMs: number;
  private readonly onSilence: (lastReceivedAt: number) => void;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastReceivedAt = 0;

  /** With a `limitMs` of 0, silence is never reported. */
  constructor(limitMs: number, onSilence: (lastReceivedAt: number) => void) {
    this.limitMs = limitMs;
    this.onSilence = onSilence;
  }

  /** Records that something was received. Called for every event, so it doesn't restart a running timer. */
  feed(): void {
    this.lastReceivedAt = Date.now();
    if (this.limitMs > 0) this.timer ??= setTimeout(() => this.checkSilence(), this.limitMs);
  }

  /** Checks without waiting for the timer, which fires late in hidden tabs and after sleep. */
  checkNow(): void {
    if (this.timer !== undefined) this.checkSilence();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private checkSilence(): void {
    this.stop();
    // The wall clock also runs during sleep. If it was set back, the length of the silence is unknown.
    const silentMs = Date.now() - this.lastReceivedAt;
    const isUnknown = silentMs < 0;
    if (isUnknown || silentMs >= this.limitMs) this.onSilence(Math.min(this.lastReceivedAt, Date.now()));
    else this.timer = setTimeout(() => this.checkSilence(), this.limitMs - silentMs);
  }
}
