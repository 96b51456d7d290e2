import type { KnownTags } from '../feed/known-tags';
import { isNewLatest, type LatestReading } from '../feed/latest-reading';
import type { People } from './people';

/** Readings of the stream that the pages now show. */
export interface ShownReadings {
  /** In the order of arrival, including late readings. */
  readonly readings: readonly LatestReading[];
  /** False if the oldest readings were dropped: only the server has them. */
  readonly isComplete: boolean;
}

/** Maximum number of pending readings. Without it, a table that is paused for hours would fill the memory. */
export const MAX_PENDING = 10_000;

/** Buffers what has arrived and isn't shown yet: a snapshot, the latest reading of each tag and the last readings one by one. */
export class PendingReadings {
  private readonly people: People;
  private snapshot: ReadonlyMap<string, LatestReading> | undefined;
  private readonly latestByTag = new Map<string, LatestReading>();
  private knownTags: KnownTags | undefined;
  private readings: LatestReading[] = [];
  private dropped = 0;

  /** `people`: what the pages show. */
  constructor(people: People) {
    this.people = people;
  }

  /** Number of readings that have arrived since the last flush. */
  get count(): number {
    return this.dropped + this.readings.length;
  }

  /** Adds a snapshot, which replaces the latest reading of every tag. */
  addSnapshot(readings: readonly LatestReading[]): void {
    this.snapshot = new Map(readings.map((reading) => [reading.rfid, reading]));
    this.latestByTag.clear();
    this.knownTags = undefined;
  }

  /** Adds a reading of the stream. `serverMs`: the server's time now, by which the server has decided whether it is the latest. */
  addReading(reading: LatestReading, serverMs: number): void {
    this.readings.push(reading);
    // Drops half at once: removing one reading from the front moves all others.
    if (this.readings.length > MAX_PENDING) this.dropped += this.readings.splice(0, MAX_PENDING / 2).length;
    const { rfid } = reading;
    if (isNewLatest(reading, this.latestTimeOf(rfid), serverMs)) this.latestByTag.set(rfid, reading);
  }

  setKnownTags(knownTags: KnownTags): void {
    this.knownTags = knownTags;
  }

  /** Applies everything pending to the people and returns the readings. Each person's signals change at most once. */
  flush(): ShownReadings {
    const { people, snapshot, knownTags } = this;
    if (snapshot) people.replaceAll([...snapshot.values()]);
    // Before the readings, so that a tag with a new reading stays.
    if (knownTags) people.removeUnknown(knownTags.tags, knownTags.requestedAt);
    for (const reading of this.latestByTag.values()) people.applyReading(reading);
    const shown = { readings: this.readings, isComplete: this.dropped === 0 };
    this.snapshot = undefined;
    this.knownTags = undefined;
    this.latestByTag.clear();
    this.readings = [];
    this.dropped = 0;
    return shown;
  }

  /** TakenAt of a tag's latest reading, pending or shown. */
  private latestTimeOf(rfid: string): number | undefined {
    const pending = this.latestByTag.get(rfid);
    if (pending) return pending.takenAtMs;
    return this.snapshot ? this.snapshot.get(rfid)?.takenAtMs : this.people.findByRfid(rfid)?.takenAtMs;
  }
}
