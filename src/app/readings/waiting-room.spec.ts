import { aReading } from './backend.fake';
import { People } from './people';
import { WaitingRoom } from './waiting-room';

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

  it('holds the newest reading of each person, and counts them all', () => {
    for (const reading of [at(6), at(8), at(7)]) room.takeReading(reading);
    expect(room.count).toBe(3);
    expect(room.empty(people)).toEqual([at(8)]);
    expect(temperatures()).toEqual(['38.0C']);
  });

  it('is empty afterwards', () => {
    room.takeReading(at(6));
    room.empty(people);
    expect(room.count).toBe(0);
    expect(room.empty(people)).toEqual([]);
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
