import type { Roll } from '../feed/roll-call';
import type { LatestReading } from './latest-reading';
import type { People } from './people';

/** What has arrived and isn't shown yet: at most one reading a person, whatever the time. */
export class WaitingRoom {
  private snapshot: readonly LatestReading[] | undefined;
  private readonly newest = new Map<string, LatestReading>();
  private roll: Roll | undefined;
  private arrived = 0;

  /** How many readings of the stream have arrived since the last time it was emptied. */
  get count(): number {
    return this.arrived;
  }

  /** What came before it is in it, or no longer kept. */
  takeSnapshot(readings: readonly LatestReading[]): void {
    this.snapshot = readings;
    this.newest.clear();
    this.roll = undefined;
  }

  takeReading(reading: LatestReading): void {
    this.arrived += 1;
    const before = this.newest.get(reading.rfid);
    if (!before || reading.takenAtMs >= before.takenAtMs) this.newest.set(reading.rfid, reading);
  }

  takeRoll(roll: Roll): void {
    this.roll = roll;
  }

  /** Lets everyone know. Gives the readings that were news. */
  empty(people: People): readonly LatestReading[] {
    if (this.snapshot) people.replaceAll(this.snapshot);
    // Before the readings: whoever is heard of since then is still there.
    if (this.roll) people.keepOnly(this.roll.tags, this.roll.askedAt);
    const readings = [...this.newest.values()];
    for (const reading of readings) people.take(reading);
    this.snapshot = undefined;
    this.roll = undefined;
    this.newest.clear();
    this.arrived = 0;
    return readings;
  }
}
