import { aReading } from '../feed/backend.fake';
import { Person } from '../readings/person';
import { sortPeople } from './sort';
import { type Sort, SORTS } from './view.store';

describe('sortPeople', () => {
  const person = (name: string, temperature: string, status: 'normal' | 'fever' | 'hypothermia', second: number) =>
    new Person(aReading({ name, rfid: name, temperature, status, takenAt: `2026-11-20T09:15:${second}.000Z` }));
  const byName = [
    person('Ada', '36.6C', 'normal', 50),
    person('Bo', '38.1C', 'fever', 40),
    person('Cy', '36.7C', 'normal', 10),
    person('Di', '39.9C', 'fever', 30),
    person('Ed', '33.0C', 'hypothermia', 20),
    person('Flo', '101.3F', 'fever', 45),
    person('Gus', '36.6C', 'normal', 50),
  ];
  const isStale = (takenAtMs: number) => takenAtMs < Date.parse('2026-11-20T09:15:15.000Z');
  const sorted = (sort: Sort): string =>
    sortPeople(byName, sort, isStale)
      .map(({ rfid }) => rfid)
      .join(' ');

  it('sorts by distance from normal, then stale sensors, then the others by name', () => {
    expect(sorted('worst')).toBe('Ed Di Flo Bo Cy Ada Gus');
  });

  it('sorts a stale fever below a fresh one of the same severity', () => {
    const both = [person('A', '39.1C', 'fever', 10), person('B', '39.0C', 'fever', 40)];
    expect(sortPeople(both, 'worst', isStale).map(({ rfid }) => rfid)).toEqual(['B', 'A']);
  });

  it('sorts by name', () => {
    expect(sorted('name')).toBe('Ada Bo Cy Di Ed Flo Gus');
    expect(sorted('-name')).toBe('Gus Flo Ed Di Cy Bo Ada');
  });

  it('sorts by temperature in any unit, and equal ones by name', () => {
    expect(sorted('temperature')).toBe('Di Flo Bo Cy Ada Gus Ed');
    expect(sorted('-temperature')).toBe('Ed Ada Gus Cy Bo Flo Di');
  });

  it('sorts by age', () => {
    expect(sorted('age')).toBe('Cy Ed Di Bo Flo Ada Gus');
    expect(sorted('-age')).toBe('Ada Gus Flo Bo Di Ed Cy');
  });

  it('sorts invalid temperatures last', () => {
    const odd = [person('A', 'warm', 'normal', 10), person('B', '36.6C', 'normal', 10)];
    for (const sort of ['temperature', '-temperature'] as const) {
      expect(sortPeople(odd, sort, isStale).map(({ rfid }) => rfid)).toEqual(['B', 'A']);
    }
  });

  it('keeps everyone', () => {
    const many = Array.from({ length: 3_000 }, (_, index) => person(`P${index}`, '36.6C', 'normal', 10 + (index % 50)));
    for (const sort of SORTS) expect(new Set(sortPeople(many, sort, isStale)).size).toBe(many.length);
    expect(sortPeople([], 'age', isStale)).toEqual([]);
  });
});
