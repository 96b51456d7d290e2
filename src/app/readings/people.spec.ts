import fc from 'fast-check';

import { aReading } from '../feed/backend.fake';
import type { LatestReading } from '../feed/latest-reading';
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

  it('stay sorted by name, whatever readings are applied', () => {
    fc.assert(
      fc.property(readings, (raw) => {
        const applied = new People();
        for (const reading of raw.map(toReading)) applied.applyReading(reading);
        const loaded = new People();
        loaded.replaceAll(lastByTag(raw.map(toReading)));
        expect(show(applied)).toEqual(show(loaded));
        for (const status of ['normal', 'fever', 'hypothermia'] as const) {
          expect(applied.countWithStatus(status)).toBe(loaded.countWithStatus(status));
        }
      }),
    );
  });

  it('are sorted by the value of numbers in their names', () => {
    const people = new People();
    people.replaceAll([aReading({ name: 'Bo 10', rfid: 'R1' }), aReading({ name: 'bo 2', rfid: 'R2' })]);
    expect(people.sortedByName().map((person) => person.latest().name)).toEqual(['bo 2', 'Bo 10']);
  });

  it('keep their identity when a snapshot is loaded again', () => {
    const people = new People();
    people.replaceAll([aReading()]);
    const [before] = people.sortedByName();
    const reading = before?.latest();
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    expect(people.sortedByName()).toContain(before!);
    expect(before?.latest()).toBe(reading);
  });

  it('that are missing from a snapshot are removed', () => {
    const people = new People();
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    people.replaceAll([aReading({ rfid: 'R2' })]);
    expect(people.size).toBe(1);
    expect(people.countWithStatus('fever')).toBe(1);
  });

  it('that the server no longer knows are removed, unless a reading has arrived since the request', () => {
    const people = new People();
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    const requestedAt = performance.now();
    people.applyReading(aReading({ rfid: 'R3' }));
    people.removeUnknown(new Set(['R2']), requestedAt);
    expect(show(people).map(({ rfid }) => rfid)).toEqual(['R2', 'R3']);
    expect([people.size, people.countWithStatus('fever')]).toEqual([2, 2]);
  });

  it('count as changed by the stream, not by a snapshot', () => {
    const people = new People();
    people.replaceAll([aReading()]);
    people.applyReading(aReading({ rfid: 'R2' }));
    const changed = (): string[] =>
      people
        .sortedByName()
        .filter((person) => person.changedAt > 0)
        .map((person) => person.rfid);
    expect(changed()).toEqual(['R2']);
    people.replaceAll([aReading(), aReading({ rfid: 'R2' })]);
    expect(changed()).toEqual(['R2']);
    people.replaceAll([aReading(), aReading({ rfid: 'R2', temperature: '103.0F' })]);
    expect(changed()).toEqual([]);
    people.applyReading(aReading({ temperature: '103.0F' }));
    expect(changed()).toEqual(['R546546']);
  });

  function show(people: People): LatestReading[] {
    return people.sortedByName().map((person) => person.latest());
  }

  function lastByTag(all: readonly LatestReading[]): LatestReading[] {
    return [...new Map(all.map((reading) => [reading.rfid, reading])).values()];
  }
});
