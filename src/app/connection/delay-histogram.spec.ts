import fc from 'fast-check';

import { DelayHistogram } from './delay-histogram';

describe('DelayHistogram', () => {
  function histogramOf(delays: readonly number[]): DelayHistogram {
    const histogram = new DelayHistogram();
    for (const ms of delays) histogram.add(ms);
    return histogram;
  }

  it('knows nothing before something was counted', () => {
    const { bars, ...numbers } = new DelayHistogram().read();
    expect(numbers).toEqual({ count: 0, median: 0, p95: 0, longest: 0 });
    expect(Math.max(...bars)).toBe(0);
  });

  it('tells median and 95th percentile within 12 %, and the longest exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 9_000_000, noNaN: true }), { minLength: 1 }), (delays) => {
        const sorted = [...delays].sort((a, b) => a - b);
        const { count, median, p95, longest } = histogramOf(delays).read();
        expect([count, longest]).toEqual([delays.length, sorted.at(-1)!]);
        for (const [told, share] of [
          [median, 0.5],
          [p95, 0.95],
        ] as const) {
          const truth = sorted[Math.ceil(delays.length * share) - 1]!;
          expect(told).toBeGreaterThanOrEqual(truth * 0.999_999);
          expect(told).toBeLessThanOrEqual(truth * 1.123);
        }
      }),
    );
  });

  it('shows four bars for each factor of ten', () => {
    const { bars } = histogramOf([1.5, 15, 150, 150]).read();
    expect(bars.flatMap((count, bar) => (count > 0 ? [[bar, count]] : []))).toEqual([
      [0, 1],
      [4, 1],
      [8, 2],
    ]);
  });

  it('counts what came too early as having taken no time, and what took for ever with the longest', () => {
    const { bars, count } = histogramOf([-5, 0, 1e9]).read();
    expect([bars[0], bars.at(-1), count]).toEqual([2, 1, 3]);
  });
});
