import { aReading } from '../feed/backend.fake';
import { People } from './people';
import { MAX_PENDING, PendingReadings } from './pending-readings';

describe('PendingReadings', () => {
  let pending: PendingReadings;
  let people: People;
  const now = Date.parse('2026-11-20T09:15:10.000Z');
  const at = (second: number) =>
    aReading({ takenAt: `2026-11-20T09:15:0${second}.000Z`, temperature: `3${second}.0C` });

  beforeEach(() => {
    people = new People();
    pending = new PendingReadings(people);
  });

  const temperatures = (): string[] => people.sortedByName().map((person) => person.latest().temperature);

  it('applies the latest reading of each person, and returns all readings in the order of arrival', () => {
    for (const reading of [at(6), at(8), at(7)]) pending.addReading(reading, now);
    expect(pending.count).toBe(3);
    expect(pending.flush()).toEqual({ readings: [at(6), at(8), at(7)], isComplete: true });
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('drops the oldest readings above the maximum, reports that, and keeps the latest of each person', () => {
    pending.addReading(aReading({ rfid: 'FIRST' }), now);
    for (let count = 0; count < MAX_PENDING; count += 1) pending.addReading(at(6), now);
    expect(pending.count).toBe(MAX_PENDING + 1);
    const { readings, isComplete } = pending.flush();
    expect(isComplete).toBe(false);
    expect(readings.length).toBe(MAX_PENDING / 2 + 1);
    expect(people.findByRfid('FIRST')).toBeDefined();
    expect(pending.flush()).toEqual({ readings: [], isComplete: true });
  });

  it('is empty after a flush', () => {
    pending.addReading(at(6), now);
    pending.flush();
    expect(pending.count).toBe(0);
    expect(pending.flush()).toEqual({ readings: [], isComplete: true });
  });

  it('applies a snapshot before the readings that came after it', () => {
    pending.addReading(aReading({ rfid: 'GONE' }), now);
    pending.addSnapshot([at(6)]);
    pending.addReading(at(8), now);
    pending.flush();
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('removes people that the server no longer knows, except those with a new reading', () => {
    people.replaceAll([aReading({ rfid: 'GONE' }), aReading({ rfid: 'ACTIVE' })]);
    pending.addReading(aReading({ rfid: 'ACTIVE', takenAt: '2026-11-20T09:15:09.000Z' }), now);
    pending.setKnownTags({ kind: 'known-tags', tags: new Set(), requestedAt: performance.now() });
    pending.flush();
    expect(people.sortedByName().map(({ rfid }) => rfid)).toEqual(['ACTIVE']);
  });

  describe('after the server clock was ahead', () => {
    const future = aReading({ takenAt: '2026-11-20T12:15:00.000Z', temperature: '36.9C', status: 'normal' });
    const later = now + 3 * 60 * 60_000;

    it('replaces a reading too far in the future by the next one', () => {
      people.replaceAll([future]);
      pending.addReading(at(8), now);
      pending.flush();
      expect(temperatures()).toEqual(['38.0C']);
    });

    it('does so however long both were pending', () => {
      pending.addSnapshot([future]);
      pending.addReading(at(8), now);
      pending.addReading(at(7), now);
      pending.addReading(aReading({ rfid: 'OTHER' }), later);
      pending.flush();
      expect(people.findByRfid('R546546')?.latest().temperature).toBe('38.0C');
    });

    it('keeps a reading a few minutes in the future, unless the server has raised an alarm since', () => {
      const ahead = aReading({ takenAt: '2026-11-20T09:20:00.000Z', temperature: '36.9C', status: 'normal' });
      people.replaceAll([ahead]);
      pending.addReading(at(8), now);
      pending.flush();
      expect(temperatures()).toEqual(['36.9C']);
      pending.addReading({ ...at(9), alarm: 'k3f9-11' }, now);
      pending.flush();
      expect(temperatures()).toEqual(['39.0C']);
    });
  });
});
