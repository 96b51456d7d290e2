import type { Roll } from '../feed/roll-call';
import type { LatestReading } from './latest-reading';
import type { People } from './people';

/** Readings of the stream, as the pages show them. */
export interface Arrivals {
  /** In the order in which they arrived, late ones included. */
  readonly readings: readonly LatestReading[];
  /** Whether these are all. Otherwise the oldest were dropped: only the server knows them. */
  readonly isComplete: boolean;
}

/** Maximum number of readings that wait. Without it, a table that is paused for hours would fill the memory. */
export const MOST_WAITING = 10_000;

/** What has arrived and isn't shown yet: each person's newest reading whatever the time, and the latest arrivals one by one. */
export class WaitingRoom {
  private snapshot: readonly LatestReading[] | undefined;
  private readonly newest = new Map<string, LatestReading>();
  private roll: Roll | undefined;
  private arrivals: LatestReading[] = [];
  private dropped = 0;

  /** How many readings of the stream have arrived since the last time it was emptied. */
  get count(): number {
    return this.dropped + this.arrivals.length;
  }

  /** What came before it is in it, or no longer kept. */
  takeSnapshot(readings: readonly LatestReading[]): void {
    this.snapshot = readings;
    this.newest.clear();
    this.roll = undefined;
  }

  takeReading(reading: LatestReading): void {
    this.arrivals.push(reading);
    // Half at a time: to drop a single reading from the front moves all others.
    if (this.arrivals.length > MOST_WAITING) this.dropped += this.arrivals.splice(0, MOST_WAITING / 2).length;
    const before = this.newest.get(reading.rfid);
    if (!before || reading.takenAtMs >= before.takenAtMs) this.newest.set(reading.rfid, reading);
  }

  takeRoll(roll: Roll): void {
    this.roll = roll;
  }

  /** Updates everyone, and returns every reading that has arrived. A person's own signals change once. */
  empty(people: People): Arrivals {
    if (this.snapshot) people.replaceAll(this.snapshot);
    // Before the readings: whoever is heard of since then is still there.
    if (this.roll) people.keepOnly(this.roll.tags, this.roll.askedAt);
    for (const reading of this.newest.values()) people.take(reading);
    const shown = { readings: this.arrivals, isComplete: this.dropped === 0 };
    this.snapshot = undefined;
    this.roll = undefined;
    this.newest.clear();
    this.arrivals = [];
    this.dropped = 0;
    return shown;
  }
}
