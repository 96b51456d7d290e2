import { type Signal, signal, type WritableSignal } from '@angular/core';

import type { LatestReading } from './latest-reading';

/**
 * One person of the table. The object stays while their readings change, so that a reading redraws one row at most, and
 * none when the row isn't on the screen.
 */
export class Person {
  readonly rfid: string;
  readonly latest: Signal<LatestReading>;
  private readonly reading: WritableSignal<LatestReading>;

  constructor(reading: LatestReading) {
    this.rfid = reading.rfid;
    this.reading = signal(reading, { equal: isSame });
    this.latest = this.reading.asReadonly();
  }

  /** Takes a newer reading. */
  show(reading: LatestReading): void {
    this.reading.set(reading);
  }
}

/** A snapshot brings much that was known already; only what differs is news. */
function isSame(a: LatestReading, b: LatestReading): boolean {
  return (
    a.takenAtMs === b.takenAtMs &&
    a.temperature === b.temperature &&
    a.name === b.name &&
    a.status === b.status &&
    a.alarm === b.alarm
  );
}
