import type { Status } from '@contract/status';

import type { LatestReading } from '../feed/latest-reading';
import { Person } from './person';

/** The people that the pages show, one per RFID tag, with their latest readings. */
export class People {
  private readonly byTag = new Map<string, Person>();
  private readonly byName = new NameIndex();
  private readonly counts: Record<Status, number> = { normal: 0, fever: 0, hypothermia: 0 };

  get size(): number {
    return this.byTag.size;
  }

  findByRfid(rfid: string): Person | undefined {
    return this.byTag.get(rfid);
  }

  /** Returns the number of people whose latest reading has this status. */
  countWithStatus(status: Status): number {
    return this.counts[status];
  }

  /** Returns the number of people the TakenAt (ms since 1970) of whose latest reading passes. */
  countTakenWhere(passes: (takenAtMs: number) => boolean): number {
    let count = 0;
    for (const person of this.byTag.values()) if (passes(person.takenAtMs)) count += 1;
    return count;
  }

  /** Returns a copy of all people, sorted by name. */
  sortedByName(): readonly Person[] {
    return this.byName.toArray();
  }

  /** Replaces all readings by those of a snapshot. The `Person` objects of known tags are reused. */
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
    this.byName.replaceAll(this.byTag.values());
  }

  /** Applies a reading of the stream that is the latest of its tag. */
  applyReading(reading: LatestReading): void {
    const person = this.byTag.get(reading.rfid);
    if (!person) return this.addPerson(reading);
    const before = person.latest();
    this.counts[before.status] -= 1;
    this.counts[reading.status] += 1;
    if (before.name === reading.name) return person.applyReading(reading);
    this.byName.remove(person);
    person.applyReading(reading);
    this.byName.insert(person);
  }

  /** Removes people whose tag is not in `tags`, except those with a reading since `requestedAt` (`performance.now()`). */
  removeUnknown(tags: ReadonlySet<string>, requestedAt: number): void {
    for (const person of this.byTag.values()) {
      if (tags.has(person.rfid) || person.changedAt >= requestedAt) continue;
      this.byTag.delete(person.rfid);
      this.counts[person.latest().status] -= 1;
      this.byName.remove(person);
    }
  }

  private addPerson(reading: LatestReading): void {
    const person = new Person(reading, performance.now());
    this.byTag.set(reading.rfid, person);
    this.counts[reading.status] += 1;
    this.byName.insert(person);
  }
}

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** People sorted by name. Comparing names is expensive, so the order is maintained instead of computed for each update. */
class NameIndex {
  private sorted: Person[] = [];

  toArray(): readonly Person[] {
    return this.sorted.slice();
  }

  replaceAll(people: Iterable<Person>): void {
    this.sorted = [...people].sort((a, b) => compare(a.latest(), b.latest()));
  }

  /** Inserts a person in order. Sorting 10,000 names again would take longer than the time between two batches. */
  insert(person: Person): void {
    this.sorted.splice(this.indexOf(person.latest()), 0, person);
  }

  /** Removes a person. Call it before the name changes: the index is searched by name. */
  remove(person: Person): void {
    this.sorted.splice(this.indexOf(person.latest()), 1);
  }

  private indexOf(reading: LatestReading): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.sorted[middle];
      if (other && compare(other.latest(), reading) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(a: LatestReading, b: LatestReading): number {
  return collator.compare(a.name, b.name) || compareTags(a.rfid, b.rfid);
}

/** Compares by code unit: tags are unique, so no two people compare as equal. */
function compareTags(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
