import type { Person } from '../readings/person';
import type { Sort } from './view';

/** Readings are kept for days, and temperatures have three digits: larger numbers don't come, and would not fit. */
const LARGEST = 2 ** 38;

/** More than there are in what a sensor can tell, see severity.ts. */
const MOST_STEPS = 1_000;

/** A person's place in an order, as a whole number: the smallest comes first. */
type Rank = (person: Person) => number;

/** Whether a TakenAt (ms since 1970) passes. */
type Judge = (takenAtMs: number) => boolean;

/** People in another order. They come by name, and so they stay where nothing else tells them apart. `isStale` judges a TakenAt (ms since 1970). */
export function sortPeople(byName: readonly Person[], sort: Sort, isStale: Judge): readonly Person[] {
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

/** Rank and place are put into one number: sorted natively, 10,000 of them take a millisecond; with a comparison, five. */
function sortBy(byName: readonly Person[], rank: Rank): readonly Person[] {
  const count = byName.length;
  const keys = new Float64Array(count);
  byName.forEach((person, index) => {
    keys[index] = Math.min(Math.max(Math.round(rank(person)), 0), LARGEST) * count + index;
  });
  keys.sort();
  return Array.from(keys, (key) => byName[key % count]).filter((person) => person !== undefined);
}

/** Who is ill, the farther from normal the sooner, and of those equally ill first whose reading is fresh; then whose sensor is silent; then everyone else. */
function worstFirst(isStale: Judge): Rank {
  return (person) => {
    const isSilent = isStale(person.latest().takenAtMs);
    if (person.severity > 0) return 2 * (MOST_STEPS - person.severity) + Number(isSilent);
    return 2 * MOST_STEPS + Number(!isSilent);
  };
}

/** What can't be read comes last. */
const warmestFirst: Rank = ({ celsius }) => (Number.isNaN(celsius) ? LARGEST : 1e6 - celsius * 1e3);
const coldestFirst: Rank = ({ celsius }) => (Number.isNaN(celsius) ? LARGEST : celsius * 1e3);

function oldestFirst(people: readonly Person[]): Rank {
  const oldest = people.reduce((least, person) => Math.min(least, person.latest().takenAtMs), Infinity);
  return (person) => person.latest().takenAtMs - oldest;
}

function newestFirst(people: readonly Person[]): Rank {
  const newest = people.reduce((most, person) => Math.max(most, person.latest().takenAtMs), -Infinity);
  return (person) => newest - person.latest().takenAtMs;
}
