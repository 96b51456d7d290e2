import fc from 'fast-check';

import { RECENT_MS, recentChangeOf, MIN_CHANGE } from './recent-change';
import { type TrendReading, withReadings } from './trend-series';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-20T09:15:00Z');

/** What is said of readings, each so many minutes ago and in °C; the latest stands last. */
function course(...readings: readonly (readonly [number, number])[]) {
  return judge(readings.map(([ago, celsius]) => ({ takenAtMs: NOW - ago * MINUTE, celsius })));
}

function judge(readings: readonly TrendReading[]) {
  const recent = withReadings({ bucketMs: MINUTE, buckets: [] }, readings, () => false);
  return recentChangeOf(recent, readings.at(-1)!, NOW);
}

describe('The recent change of a temperature', () => {
  it('is told with the reading that it is compared with', () => {
    expect(course([12, 38.2], [8, 38.1], [4, 38], [0, 37.9])).toEqual({
      direction: 'falling',
      from: 38.2,
      withinMs: 12 * MINUTE,
    });
    expect(course([10, 36.6], [5, 36.9], [0, 37.4])).toEqual({
      direction: 'rising',
      from: 36.6,
      withinMs: 10 * MINUTE,
    });
  });

  it('is not told of one who was colder before the readings that fall', () => {
    expect(course([12, 36.6], [0.3, 39.1], [0.2, 38.4], [0.1, 38.2], [0, 37.9])).toBeUndefined();
    expect(course([12, 36.6], [9, 39.1], [6, 38.4], [3, 38.2], [0, 37.9])).toBeUndefined();
  });

  it('is not told where it changes by less than the sensor does, turns, or is hardly known', () => {
    expect(course([12, 37], [8, 37.1], [4, 37], [0, 37.1])).toBeUndefined();
    expect(course([12, 38], [6, 37], [0, 38.5])).toBeUndefined();
    expect(course([2, 36], [1, 37], [0, 38])).toBeUndefined();
    expect(course([14, 36], [2, 37], [0, 38])).toBeUndefined();
    expect(course([14, 36], [12, 37], [10, 38])).toBeUndefined();
    expect(course([20, 36], [16, 36], [0, 38])).toBeUndefined();
  });

  it('never rises below the highest, nor falls above the lowest, of the last quarter of an hour', () => {
    const reading = fc.record({
      takenAtMs: fc.integer({ min: NOW - 20 * MINUTE, max: NOW }),
      celsius: fc.integer({ min: 340, max: 420 }).map((tenths) => tenths / 10),
    });
    const walks = fc.array(fc.constantFrom(-0.3, -0.1, 0, 0.1, 0.3), { minLength: 20, maxLength: 20 }).map((steps) => {
      let celsius = 37;
      return steps.map((step, index) => ({ takenAtMs: NOW - (19 - index) * MINUTE, celsius: (celsius += step) }));
    });
    const told = { rising: 0, falling: 0 };
    fc.assert(
      fc.property(fc.oneof(fc.array(reading, { minLength: 1, maxLength: 60 }), walks), (unordered) => {
        const readings = [...unordered].sort((a, b) => a.takenAtMs - b.takenAtMs);
        const found = judge(readings);
        if (!found) return;
        told[found.direction] += 1;
        const celsius = readings.filter(({ takenAtMs }) => takenAtMs >= NOW - RECENT_MS).map((one) => one.celsius);
        const latest = celsius.at(-1)!;
        const bound = MIN_CHANGE - 1e-6;
        const sign = found.direction === 'rising' ? 1 : -1;
        expect((latest - found.from) * sign).toBeGreaterThanOrEqual(bound);
        for (const one of celsius) expect((one - latest) * sign).toBeLessThanOrEqual(bound);
        expect(readings.some((one) => one.celsius === found.from)).toBeTrue();
      }),
      { numRuns: 2_000 },
    );
    expect(Math.min(told.rising, told.falling)).toBeGreaterThan(10);
  });
});
