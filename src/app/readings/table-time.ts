import { computed, signal } from '@angular/core';

import type { ServerStore } from './server.store';

/**
 * The server's time up to which events have arrived, and the time for which the table is shown. They are equal unless the table is paused;
 * both stand still unless they are advanced.
 */
export class TableTime {
  private readonly server: ServerStore;
  private readonly clockJumps = new ClockJumpDetector();
  private readonly asOfState = signal(Date.now());
  private readonly knownState = signal(this.asOfState());

  /** Time for which the table is shown (ms since 1970). */
  readonly asOf = this.asOfState.asReadonly();
  /** Time up to which events have arrived (ms since 1970), rounded down to a second. */
  readonly knownUntil = computed(() => Math.floor(this.knownState() / 1_000) * 1_000);

  constructor(server: ServerStore) {
    this.server = server;
  }

  /** Advances the known time to now. After a jump of this device's clock, requests the server's time first. */
  advance(): void {
    if (this.clockJumps.hasJumped()) this.server.refresh();
    else this.knownState.set(this.server.clock.now());
  }

  /** Advances the table to the known time. */
  showKnown(): void {
    this.asOfState.set(this.knownState());
  }

  /** Moves both times back to when the connection was lost, as a loss is detected late. */
  rewindTo(serverMs: number): void {
    for (const time of [this.asOfState, this.knownState]) time.update((ms) => Math.min(ms, serverMs));
  }

  /** Sets both times after a snapshot of the server's time `serverMs` (NaN: unknown). */
  restart(serverMs: number): void {
    this.synchronize(serverMs);
    this.knownState.set(this.server.clock.now());
    this.showKnown();
  }

  /** Adjusts the server clock to a snapshot's time without changing either time. */
  synchronize(serverMs: number): void {
    this.server.clock.observe(serverMs, Date.now());
    this.server.refresh();
  }
}

/** Maximum correction of a running clock. A larger one makes ages visibly wrong. */
const MAX_CORRECTION_MS = 2_000;

/** Detects that this device's clock was set, or that the device was asleep. */
export class ClockJumpDetector {
  private aheadMs = aheadOfMonotonicClock();

  /** Returns whether the clock has jumped since the last call. */
  hasJumped(): boolean {
    const aheadMs = aheadOfMonotonicClock();
    if (Math.abs(aheadMs - this.aheadMs) <= MAX_CORRECTION_MS) return false;
    this.aheadMs = aheadMs;
    return true;
  }
}

/** [spec] High Resolution Time: `performance.now()` is never set; during sleep it stops in some browsers. */
function aheadOfMonotonicClock(): number {
  return Date.now() - performance.now();
}
