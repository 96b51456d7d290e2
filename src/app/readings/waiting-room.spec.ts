import { aReading } from './backend.fake';
import { People } from './people';
import { MOST_WAITING, WaitingRoom } from './waiting-room';

describe('WaitingRoom', () => {
  let room: WaitingRoom;
  let people: People;
  const at = (second: number) =>
    aReading({ takenAt: `2026-11-20T09:15:0${second}.000Z`, temperature: `3${second}.0C` });

  beforeEach(() => {
    room = new WaitingRoom();
    people = new People();
  });

  const temperatures = (): string[] => people.byName().map((person) => person.latest().temperature);

  it('shows the newest reading of each person, and returns every one in the order of arrival', () => {
    for (const reading of [at(6), at(8), at(7)]) room.takeReading(reading);
    expect(room.count).toBe(3);
    expect(room.empty(people)).toEqual({ readings: [at(6), at(8), at(7)], isComplete: true });
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('drops the oldest arrivals when too many wait, and says so, while it keeps the newest of each person', () => {
    room.takeReading(aReading({ rfid: 'FIRST' }));
    for (let count = 0; count < MOST_WAITING; count += 1) room.takeReading(at(6));
    expect(room.count).toBe(MOST_WAITING + 1);
    const { readings, isComplete } = room.empty(people);
    expect(isComplete).toBe(false);
    expect(readings.length).toBe(MOST_WAITING / 2 + 1);
    expect(people.find('FIRST')).toBeDefined();
    expect(room.empty(people)).toEqual({ readings: [], isComplete: true });
  });

  it('is empty afterwards', () => {
    room.takeReading(at(6));
    room.empty(people);
    expect(room.count).toBe(0);
    expect(room.empty(people)).toEqual({ readings: [], isComplete: true });
  });

  it('shows a snapshot first, and what has come after it', () => {
    room.takeReading(aReading({ rfid: 'GONE' }));
    room.takeSnapshot([at(6)]);
    room.takeReading(at(8));
    room.empty(people);
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('lets go of whom the server keeps no longer, and keeps who has been heard of', () => {
    people.replaceAll([aReading({ rfid: 'GONE' }), aReading({ rfid: 'HEARD' })]);
    room.takeReading(aReading({ rfid: 'HEARD', takenAt: '2026-11-20T09:15:09.000Z' }));
    room.takeRoll({ kind: 'roll', tags: new Set(), askedAt: performance.now() });
    room.empty(people);
    expect(people.byName().map(({ rfid }) => rfid)).toEqual(['HEARD']);
  });
});
