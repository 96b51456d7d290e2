import type { Person } from '../readings/person';
import type { Sort } from './view.store';

/** Maximum rank. Times within the retention and temperatures stay far below it, and with an index it still fits a double. */
const MAX_RANK = 2 ** 38;

/** Upper limit of the severity. */
const MAX_SEVERITY = 1_000;

/** Returns a whole number by which people are sorted, lowest first. */
type Rank = (person: Person) => number;

/** Judges a TakenAt (ms since 1970). */
type IsStale = (takenAtMs: number) => boolean;

/** Sorts people. `byName` must be sorted by name; people of equal rank stay in that order. */
export function sortPeople(byName: readonly Person[], sort: Sort, isStale: IsStale): readonly Person[] {
  switch (sort) {
    case 'name':
      return byName;
    case '-name':
      return byName.toReversed();
    case 'worst':
      return sortBy(byName, worstFirst(isStale));
    case 'temperature':
      return sortBy(byName, warmestFirst);
    case '-temperature':
      return sortBy(byName, coldestFirst);
    case 'age':
      return sortBy(byName, oldestFirst(byName));
    case '-age':
      return sortBy(byName, newestFirst(byName));
  }
}

/** Sorts rank and index as one number: 10,000 of them take 1 ms natively, and 5 ms with a comparison function. */
function sortBy(byName: readonly Person[], rank: Rank): readonly Person[] {
  const count = byName.length;
  const keys = new Float64Array(count);
  byName.forEach((person, index) => {
    keys[index] = Math.min(Math.max(Math.round(rank(person)), 0), MAX_RANK) * count + index;
  });
  keys.sort();
  return Array.from(keys, (key) => byName[key % count]).filter((person) => person !== undefined);
}

/** Ranks ill people first by severity, fresh readings before stale ones; then stale sensors; then everyone else. */
function worstFirst(isStale: IsStale): Rank {
  return (person) => {
    const isReadingStale = isStale(person.latest().takenAtMs);
    if (person.severity > 0) return 2 * (MAX_SEVERITY - person.severity) + Number(isReadingStale);
    return 2 * MAX_SEVERITY + Number(!isReadingStale);
  };
}

/** Temperatures that can't be parsed come last. */
const warmestFirst: Rank = ({ celsius }) => (Number.isNaN(celsius) ? MAX_RANK : 1e6 - celsius * 1e3);
const coldestFirst: Rank = ({ celsius }) => (Number.isNaN(celsius) ? MAX_RANK : celsius * 1e3);

function oldestFirst(people: readonly Person[]): Rank {
  const oldest = people.reduce((least, person) => Math.min(least, person.latest().takenAtMs), Infinity);
  return (person) => person.latest().takenAtMs - oldest;
}

function newestFirst(people: readonly Person[]): Rank {
  const newest = people.reduce((most, person) => Math.max(most, person.latest().takenAtMs), -Infinity);
  return (person) => newest - person.latest().takenAtMs;
}
