import { computed, signal } from '@angular/core';

import { DeviceClock } from './device-clock';
import type { ServerStore } from './server.store';

/**
 * The time for which the table holds, by the server's clock, and the one up to which is known what happened: the same unless
 * the table is paused. Both stand still unless they are told to go on.
 */
export class TableTime {
  private readonly server: ServerStore;
  private readonly deviceClock = new DeviceClock();
  private readonly asOfState = signal(Date.now());

  private readonly knownState = signal(this.asOfState());

  /** In ms since 1970. */
  readonly asOf = this.asOfState.asReadonly();
  /** Until when is known what happened (ms since 1970), to the second. */
  readonly knownUntil = computed(() => Math.floor(this.knownState() / 1_000) * 1_000);

  constructor(server: ServerStore) {
    this.server = server;
  }

  /** Everything up to the present has come. */
  goOn(): void {
    // The server's time is known by this device's clock: after a jump of that, the server has to be asked first.
    if (this.deviceClock.hasJumped()) this.server.refresh();
    else this.knownState.set(this.server.clock.now());
  }

  /** The table shows what has come. */
  catchUp(): void {
    this.asOfState.set(this.knownState());
  }

  /** A loss is noticed late: of what came after it nothing is known. */
  goBackTo(serverMs: number): void {
    for (const time of [this.asOfState, this.knownState]) time.update((ms) => Math.min(ms, serverMs));
  }

  /** Everyone's latest reading was loaded when the server's time was `serverMs` (NaN: it didn't say). */
  restart(serverMs: number): void {
    this.hear(serverMs);
    this.knownState.set(this.server.clock.now());
    this.catchUp();
  }

  /** The same, while the table stands still. */
  hear(serverMs: number): void {
    this.server.clock.hear(serverMs, Date.now());
    this.server.refresh();
  }
}
