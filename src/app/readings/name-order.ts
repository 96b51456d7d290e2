import type { LatestReading } from './latest-reading';
import type { Person } from './person';

const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** People by name. Comparing names is dear, so it is done once for each; any other order is then a matter of numbers. */
export class NameOrder {
  private sorted: Person[] = [];

  /** A copy: what is shown doesn't change under the reader's hands. */
  snapshot(): readonly Person[] {
    return this.sorted.slice();
  }

  replaceAll(people: Iterable<Person>): void {
    this.sorted = [...people].sort((a, b) => compare(a.latest(), b.latest()));
  }

  /** Puts a person at their place. Sorting 10,000 names anew would take longer than there is time between two batches. */
  insert(person: Person): void {
    this.sorted.splice(this.placeOf(person.latest()), 0, person);
  }

  /** Takes a person out. To be called before their name changes, as that is what they are found by. */
  remove(person: Person): void {
    this.sorted.splice(this.placeOf(person.latest()), 1);
  }

  private placeOf(reading: LatestReading): number {
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

/** By code unit: tags are unique, so no two people compare as equal. */
function compareTags(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
