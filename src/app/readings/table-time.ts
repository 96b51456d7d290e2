import { signal } from '@angular/core';

import { DeviceClock } from './device-clock';
import type { ServerStore } from './server.store';

/** The time for which the table holds, by the server's clock. It stands still unless it is told to go on. */
export class TableTime {
  private readonly server: ServerStore;
  private readonly deviceClock = new DeviceClock();
  private readonly asOfState = signal(Date.now());

  /** In ms since 1970. */
  readonly asOf = this.asOfState.asReadonly();

  constructor(server: ServerStore) {
    this.server = server;
  }

  /** The table holds for the present. */
  goOn(): void {
    // The server's time is known by this device's clock: after a jump of that, the server has to be asked first.
    if (this.deviceClock.hasJumped()) this.server.refresh();
    else this.asOfState.set(this.server.clock.now());
  }

  /** A loss is noticed late: of what came after it nothing is known. */
  goBackTo(serverMs: number): void {
    this.asOfState.update((asOf) => Math.min(asOf, serverMs));
  }

  /** Everyone's latest reading was loaded when the server's time was `serverMs` (NaN: it didn't say). */
  restart(serverMs: number): void {
    this.hear(serverMs);
    this.asOfState.set(this.server.clock.now());
  }

  /** The same, while the table stands still. */
  hear(serverMs: number): void {
    this.server.clock.hear(serverMs, Date.now());
    this.server.refresh();
  }
}
