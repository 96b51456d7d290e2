import type { Status } from '@contract/status';

import type { LatestReading } from './latest-reading';
import { NameOrder } from './name-order';
import { Person } from './person';

/** Everyone's latest reading: one per tag, however many readings come. */
export class People {
  private readonly byTag = new Map<string, Person>();
  private readonly order = new NameOrder();
  private readonly counts: Record<Status, number> = { normal: 0, fever: 0, hypothermia: 0 };

  get size(): number {
    return this.byTag.size;
  }

  /** The person of a tag, if there is one. */
  find(rfid: string): Person | undefined {
    return this.byTag.get(rfid);
  }

  /** How many people's latest reading has this status. */
  count(status: Status): number {
    return this.counts[status];
  }

  /** Returns the number of people whose latest reading's TakenAt (ms since 1970) passes. */
  countTaken(passes: (takenAtMs: number) => boolean): number {
    let count = 0;
    for (const person of this.byTag.values()) if (passes(person.takenAtMs)) count += 1;
    return count;
  }

  /** Everyone, by name, as it is now. */
  byName(): readonly Person[] {
    return this.order.snapshot();
  }

  /** Forgets what was known; those who are still there keep their row. */
  replaceAll(readings: readonly LatestReading[]): void {
    const before = new Map(this.byTag);
    this.byTag.clear();
    for (const status of ['normal', 'fever', 'hypothermia'] as const) this.counts[status] = 0;
    for (const reading of readings) {
      const person = before.get(reading.rfid) ?? new Person(reading);
      person.restore(reading);
      this.byTag.set(reading.rfid, person);
      this.counts[reading.status] += 1;
    }
    this.order.replaceAll(this.byTag.values());
  }

  /** Shows a reading of the stream that is its tag's latest. */
  take(reading: LatestReading): void {
    const person = this.byTag.get(reading.rfid);
    if (!person) return this.welcome(reading);
    const before = person.latest();
    this.counts[before.status] -= 1;
    this.counts[reading.status] += 1;
    if (before.name === reading.name) return person.show(reading);
    this.order.remove(person);
    person.show(reading);
    this.order.insert(person);
  }

  /** Forgets who isn't among these tags, unless something of them has arrived since `askedAt` (`performance.now()`). */
  keepOnly(tags: ReadonlySet<string>, askedAt: number): void {
    for (const person of this.byTag.values()) {
      if (tags.has(person.rfid) || person.changedAt >= askedAt) continue;
      this.byTag.delete(person.rfid);
      this.counts[person.latest().status] -= 1;
      this.order.remove(person);
    }
  }

  private welcome(reading: LatestReading): void {
    const person = new Person(reading, performance.now());
    this.byTag.set(reading.rfid, person);
    this.counts[reading.status] += 1;
    this.order.insert(person);
  }
}
