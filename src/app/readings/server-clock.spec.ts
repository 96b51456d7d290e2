import fc from 'fast-check';

import { ServerClock } from './server-clock';

describe('ServerClock', () => {
  const HOUR = 3_600_000;
  let clock: ServerClock;

  beforeEach(() => (clock = new ServerClock()));

  it("equals this device's clock until the server's time is known", () => {
    expect(clock.at(7)).toBe(7);
    expect(clock.roundTripMs).toBeUndefined();
  });

  it('assumes that the response took half of the round trip', () => {
    clock.addExchange({ sentAt: 1_000, receivedAt: 1_080, serverMs: HOUR + 1_040 });
    expect(clock.aheadMs).toBe(HOUR);
    expect(clock.at(2_000)).toBe(HOUR + 2_000);
    expect(clock.roundTripMs).toBe(80);
  });

  it('prefers the fastest exchange', () => {
    clock.addExchange({ sentAt: 1_000, receivedAt: 1_900, serverMs: 1_000 });
    clock.addExchange({ sentAt: 2_000, receivedAt: 2_010, serverMs: 2_105 });
    clock.addExchange({ sentAt: 3_000, receivedAt: 3_400, serverMs: 3_000 });
    expect(clock.aheadMs).toBe(100);
    expect(clock.roundTripMs).toBe(10);
  });

  it('is off by at most half of the fastest round trip, however asymmetric the paths are', () => {
    const pathMs = fc.nat({ max: 5_000 });
    fc.assert(
      fc.property(
        fc.integer({ min: -HOUR, max: HOUR }),
        fc.array(fc.tuple(pathMs, pathMs), { minLength: 1 }),
        (ahead, paths) => {
          const measured = new ServerClock();
          for (const [there, back] of paths) {
            measured.addExchange({ sentAt: 0, receivedAt: there + back, serverMs: there + ahead });
          }
          const fastest = Math.min(...paths.map(([there, back]) => there + back));
          // Adds the drift of two clocks in ten seconds.
          expect(Math.abs(measured.aheadMs - ahead)).toBeLessThanOrEqual(fastest / 2 + 2);
        },
      ),
    );
  });

  it('gives old measurements less weight, as clocks drift', () => {
    clock.addExchange({ sentAt: 0, receivedAt: 10, serverMs: 5 });
    clock.addExchange({ sentAt: 60_000, receivedAt: 60_100, serverMs: 60_150 });
    expect(clock.aheadMs).toBe(0);
    clock.addExchange({ sentAt: 900_000, receivedAt: 900_100, serverMs: 900_150 });
    expect(clock.aheadMs).toBe(100);
  });

  it('accepts the next exchange after a restart, however slow', () => {
    clock.addExchange({ sentAt: 0, receivedAt: 10, serverMs: 5 });
    clock.restart();
    clock.addExchange({ sentAt: 1_000, receivedAt: 2_000, serverMs: HOUR });
    expect(clock.aheadMs).toBe(HOUR - 1_500);
  });

  it('treats a time without a request as a lower bound', () => {
    clock.observe(5_000, 1_000);
    expect(clock.aheadMs).toBe(4_000);
    clock.addExchange({ sentAt: 2_000, receivedAt: 2_100, serverMs: 6_250 });
    expect(clock.aheadMs).toBe(4_200);
    clock.observe(6_000, 3_000);
    expect(clock.aheadMs).toBe(4_200);
    clock.observe(7_240, 3_000);
    expect(clock.aheadMs).toBe(4_240);
  });

  it('ignores invalid times and exchanges with a negative round trip', () => {
    clock.addExchange({ sentAt: 0, receivedAt: 10, serverMs: NaN });
    clock.addExchange({ sentAt: 10, receivedAt: 0, serverMs: HOUR });
    clock.observe(NaN, 0);
    expect(clock.aheadMs).toBe(0);
    expect(clock.roundTripMs).toBeUndefined();
  });
});
