import fc from 'fast-check';

import { ServerClock } from './server-clock';

describe('ServerClock', () => {
  const HOUR = 3_600_000;
  let clock: ServerClock;

  beforeEach(() => (clock = new ServerClock()));

  it('is thought to be in step until something is known', () => {
    expect(clock.at(7)).toBe(7);
    expect(clock.roundTripMs).toBeUndefined();
  });

  it('takes half of the round trip for the way back', () => {
    clock.exchange({ sentAt: 1_000, receivedAt: 1_080, serverMs: HOUR + 1_040 });
    expect(clock.aheadMs).toBe(HOUR);
    expect(clock.at(2_000)).toBe(HOUR + 2_000);
    expect(clock.roundTripMs).toBe(80);
  });

  it('believes the quickest answer', () => {
    clock.exchange({ sentAt: 1_000, receivedAt: 1_900, serverMs: 1_000 });
    clock.exchange({ sentAt: 2_000, receivedAt: 2_010, serverMs: 2_105 });
    clock.exchange({ sentAt: 3_000, receivedAt: 3_400, serverMs: 3_000 });
    expect(clock.aheadMs).toBe(100);
    expect(clock.roundTripMs).toBe(10);
  });

  it('is never further off than half of the quickest round trip, however the ways there and back differ', () => {
    const way = fc.nat({ max: 5_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -HOUR, max: HOUR }),
        fc.array(fc.tuple(way, way), { minLength: 1 }),
        (ahead, ways) => {
          const measured = new ServerClock();
          for (const [there, back] of ways) {
            measured.exchange({ sentAt: 0, receivedAt: there + back, serverMs: there + ahead });
          }
          const quickest = Math.min(...ways.map(([there, back]) => there + back));
          // What two clocks may have drifted apart in ten seconds is added.
          expect(Math.abs(measured.aheadMs - ahead)).toBeLessThanOrEqual(quickest / 2 + 2);
        },
      ),
    );
  });

  it('trusts an old measurement less and less, as clocks drift', () => {
    clock.exchange({ sentAt: 0, receivedAt: 10, serverMs: 5 });
    clock.exchange({ sentAt: 60_000, receivedAt: 60_100, serverMs: 60_150 });
    expect(clock.aheadMs).toBe(0);
    clock.exchange({ sentAt: 900_000, receivedAt: 900_100, serverMs: 900_150 });
    expect(clock.aheadMs).toBe(100);
  });

  it('takes the next answer, however slow, when it is to start over', () => {
    clock.exchange({ sentAt: 0, receivedAt: 10, serverMs: 5 });
    clock.restart();
    clock.exchange({ sentAt: 1_000, receivedAt: 2_000, serverMs: HOUR });
    expect(clock.aheadMs).toBe(HOUR - 1_500);
  });

  it('takes what it hears unasked as the least that it can be ahead', () => {
    clock.hear(5_000, 1_000);
    expect(clock.aheadMs).toBe(4_000);
    clock.exchange({ sentAt: 2_000, receivedAt: 2_100, serverMs: 6_250 });
    expect(clock.aheadMs).toBe(4_200);
    clock.hear(6_000, 3_000);
    expect(clock.aheadMs).toBe(4_200);
    clock.hear(7_240, 3_000);
    expect(clock.aheadMs).toBe(4_240);
  });

  it('learns nothing from what says nothing, or from an answer that came before its question', () => {
    clock.exchange({ sentAt: 0, receivedAt: 10, serverMs: NaN });
    clock.exchange({ sentAt: 10, receivedAt: 0, serverMs: HOUR });
    clock.hear(NaN, 0);
    expect(clock.aheadMs).toBe(0);
    expect(clock.roundTripMs).toBeUndefined();
  });
});
