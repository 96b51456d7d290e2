import { aReading } from './backend.fake';
import { People } from './people';
import { MOST_WAITING, WaitingRoom } from './waiting-room';

describe('WaitingRoom', () => {
  let room: WaitingRoom;
  let people: People;
  const now = Date.parse('2026-11-20T09:15:10.000Z');
  const at = (second: number) =>
    aReading({ takenAt: `2026-11-20T09:15:0${second}.000Z`, temperature: `3${second}.0C` });

  beforeEach(() => {
    people = new People();
    room = new WaitingRoom(people);
  });

  const temperatures = (): string[] => people.byName().map((person) => person.latest().temperature);

  it('shows the newest reading of each person, and returns every one in the order of arrival', () => {
    for (const reading of [at(6), at(8), at(7)]) room.takeReading(reading, now);
    expect(room.count).toBe(3);
    expect(room.empty()).toEqual({ readings: [at(6), at(8), at(7)], isComplete: true });
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('drops the oldest arrivals when too many wait, and says so, while it keeps the newest of each person', () => {
    room.takeReading(aReading({ rfid: 'FIRST' }), now);
    for (let count = 0; count < MOST_WAITING; count += 1) room.takeReading(at(6), now);
    expect(room.count).toBe(MOST_WAITING + 1);
    const { readings, isComplete } = room.empty();
    expect(isComplete).toBe(false);
    expect(readings.length).toBe(MOST_WAITING / 2 + 1);
    expect(people.find('FIRST')).toBeDefined();
    expect(room.empty()).toEqual({ readings: [], isComplete: true });
  });

  it('is empty afterwards', () => {
    room.takeReading(at(6), now);
    room.empty();
    expect(room.count).toBe(0);
    expect(room.empty()).toEqual({ readings: [], isComplete: true });
  });

  it('shows a snapshot first, and what has come after it', () => {
    room.takeReading(aReading({ rfid: 'GONE' }), now);
    room.takeSnapshot([at(6)]);
    room.takeReading(at(8), now);
    room.empty();
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('lets go of whom the server keeps no longer, and keeps who has been heard of', () => {
    people.replaceAll([aReading({ rfid: 'GONE' }), aReading({ rfid: 'HEARD' })]);
    room.takeReading(aReading({ rfid: 'HEARD', takenAt: '2026-11-20T09:15:09.000Z' }), now);
    room.takeRoll({ kind: 'roll', tags: new Set(), askedAt: performance.now() });
    room.empty();
    expect(people.byName().map(({ rfid }) => rfid)).toEqual(['HEARD']);
  });

  describe('after the server clock was ahead', () => {
    const future = aReading({ takenAt: '2026-11-20T12:15:00.000Z', temperature: '36.9C', status: 'normal' });
    const later = now + 3 * 60 * 60_000;

    it('shows the next reading instead of one further ahead than any may be', () => {
      people.replaceAll([future]);
      room.takeReading(at(8), now);
      room.empty();
      expect(temperatures()).toEqual(['38.0C']);
    });

    it('does so however long both have waited', () => {
      room.takeSnapshot([future]);
      room.takeReading(at(8), now);
      room.takeReading(at(7), now);
      room.takeReading(aReading({ rfid: 'OTHER' }), later);
      room.empty();
      expect(people.find('R546546')?.latest().temperature).toBe('38.0C');
    });

    it('keeps one that is a few minutes ahead, unless the server has raised an alarm since', () => {
      const ahead = aReading({ takenAt: '2026-11-20T09:20:00.000Z', temperature: '36.9C', status: 'normal' });
      people.replaceAll([ahead]);
      room.takeReading(at(8), now);
      room.empty();
      expect(temperatures()).toEqual(['36.9C']);
      room.takeReading({ ...at(9), alarm: 'k3f9-11' }, now);
      room.empty();
      expect(temperatures()).toEqual(['39.0C']);
    });
  });
});
