import fc from 'fast-check';

import { aReading } from './backend.fake';
import type { LatestReading } from './latest-reading';
import { People } from './people';

describe('People', () => {
  const readings = fc.array(
    fc.record({
      name: fc.constantFrom('Ada', 'ada', 'Bo 2', 'Bo 10', 'Zoë', 'Zoe', ''),
      rfid: fc.constantFrom('R1', 'R2', 'R3', 'R10', 'r1', 'R-4', 'R.5', 'R:6'),
      status: fc.constantFrom('normal' as const, 'fever' as const, 'hypothermia' as const),
      second: fc.integer({ min: 10, max: 59 }),
    }),
    { maxLength: 60 },
  );

  const toReading = ({
    second,
    ...fields
  }: {
    second: number;
    name: string;
    rfid: string;
    status: 'normal' | 'fever' | 'hypothermia';
  }) => aReading({ ...fields, takenAt: `2026-11-20T09:15:${second}.000Z` });

  it('stay in the order of their names that sorting them anew would give, whatever comes', () => {
    fc.assert(
      fc.property(readings, (raw) => {
        const taken = new People();
        for (const reading of raw.map(toReading)) taken.take(reading);
        const loaded = new People();
        loaded.replaceAll(lastByTag(raw.map(toReading)));
        expect(show(taken)).toEqual(show(loaded));
        for (const status of ['normal', 'fever', 'hypothermia'] as const) {
          expect(taken.count(status)).toBe(loaded.count(status));
        }
      }),
    );
  });

  it('read numbers in names as numbers', () => {
    const people = new People();
    people.replaceAll([aReading({ name: 'Bo 10', rfid: 'R1' }), aReading({ name: 'bo 2', rfid: 'R2' })]);
    expect(people.byName().map((person) => person.latest().name)).toEqual(['bo 2', 'Bo 10']);
  });

  it('keep their row when a snapshot is loaded afresh', () => {
    const people = new People();
    people.replaceAll([aReading()]);
    const [before] = people.byName();
    const reading = before?.latest();
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    expect(people.byName()).toContain(before!);
    expect(before?.latest()).toBe(reading);
  });

  it('who are gone from the snapshot are gone', () => {
    const people = new People();
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    people.replaceAll([aReading({ rfid: 'R2' })]);
    expect(people.size).toBe(1);
    expect(people.count('fever')).toBe(1);
  });

  it('whom the server keeps no longer are forgotten, unless something of them has come meanwhile', () => {
    const people = new People();
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    const askedAt = performance.now();
    people.take(aReading({ rfid: 'R3' }));
    people.keepOnly(new Set(['R2']), askedAt);
    expect(show(people).map(({ rfid }) => rfid)).toEqual(['R2', 'R3']);
    expect([people.size, people.count('fever')]).toEqual([2, 2]);
  });

  it('are news when the stream brings them, and not when a snapshot does', () => {
    const people = new People();
    people.replaceAll([aReading()]);
    people.take(aReading({ rfid: 'R2' }));
    const changed = (): string[] =>
      people
        .byName()
        .filter((person) => person.changedAt > 0)
        .map((person) => person.rfid);
    expect(changed()).toEqual(['R2']);
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    expect(changed()).toEqual(['R2']);
    people.replaceAll([aReading(), aReading({ rfid: 'R2', temperature: '103.0F' })]);
    expect(changed()).toEqual([]);
    people.take(aReading({ temperature: '103.0F' }));
    expect(changed()).toEqual(['R546546']);
  });

  function show(people: People): LatestReading[] {
    return people.byName().map((person) => person.latest());
  }

  function lastByTag(all: readonly LatestReading[]): LatestReading[] {
    return [...new Map(all.map((reading) => [reading.rfid, reading])).values()];
  }
});
