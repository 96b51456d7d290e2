import type { Roll } from '../feed/roll-call';
import { isNewLatest, type LatestReading } from './latest-reading';
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

/** What has arrived and isn't shown yet: each person's latest reading, if it is new, and the last arrivals one by one. */
export class WaitingRoom {
  private readonly people: People;
  private snapshot: ReadonlyMap<string, LatestReading> | undefined;
  private readonly newest = new Map<string, LatestReading>();
  private roll: Roll | undefined;
  private arrivals: LatestReading[] = [];
  private dropped = 0;

  /** `people`: what is shown. */
  constructor(people: People) {
    this.people = people;
  }

  /** How many readings of the stream have arrived since the last time it was emptied. */
  get count(): number {
    return this.dropped + this.arrivals.length;
  }

  /** What came before it is in it, or no longer kept. */
  takeSnapshot(readings: readonly LatestReading[]): void {
    this.snapshot = new Map(readings.map((reading) => [reading.rfid, reading]));
    this.newest.clear();
    this.roll = undefined;
  }

  /** `serverMs`: the server's time now. It decides at once, as the server did, however long the reading will wait. */
  takeReading(reading: LatestReading, serverMs: number): void {
    this.arrivals.push(reading);
    // Half at a time: to drop a single reading from the front moves all others.
    if (this.arrivals.length > MOST_WAITING) this.dropped += this.arrivals.splice(0, MOST_WAITING / 2).length;
    const { rfid } = reading;
    if (isNewLatest(reading, this.latestTimeOf(rfid), serverMs)) this.newest.set(rfid, reading);
  }

  takeRoll(roll: Roll): void {
    this.roll = roll;
  }

  /** Updates what is shown, and returns every reading that has arrived. A person's own signals change once. */
  empty(): Arrivals {
    const { people } = this;
    if (this.snapshot) people.replaceAll([...this.snapshot.values()]);
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

  /** TakenAt of a tag's latest reading, whether it is shown or waits. */
  private latestTimeOf(rfid: string): number | undefined {
    const waiting = this.newest.get(rfid);
    if (waiting) return waiting.takenAtMs;
    return this.snapshot ? this.snapshot.get(rfid)?.takenAtMs : this.people.find(rfid)?.takenAtMs;
  }
}
