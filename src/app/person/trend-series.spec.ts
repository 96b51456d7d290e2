import type { TrendBucket } from '../readings/trend.api';
import { gapsIn, NO_SERIES, emptyPeriodsIn, toColumns, withinWindow, withReadings } from './trend-series';

const aBucket = (atMs: number, min = 36, max = 37, count = 2): TrendBucket => ({ atMs, min, max, count });
const aSeries = (...times: readonly number[]) => ({ bucketMs: 10, buckets: times.map((atMs) => aBucket(atMs)) });
const same = (celsius: number): number => celsius;

describe('toColumns', () => {
  it('gives highest, middle and lowest of each bucket at the middle of its time', () => {
    const series = { bucketMs: 10, buckets: [aBucket(100, 36, 38), aBucket(110, 37, 37.5)] };
    expect(toColumns(series, same)).toEqual({
      times: [105, 115],
      high: [38, 37.5],
      middle: [37, 37.25],
      low: [36, 37],
    });
  });

  it('breaks the curves where readings are missing, and bridges what is only a bucket or two', () => {
    const { times, middle } = toColumns(aSeries(100, 110, 120, 150, 190), same);
    expect(times).toEqual([105, 115, 125, 155, 185, 195]);
    expect(middle).toEqual([36.5, 36.5, 36.5, 36.5, null, 36.5]);
  });

  it('does not break the curve of a sensor that always reports less often than there are buckets', () => {
    const { middle } = toColumns(aSeries(0, 300, 600, 900, 1_800), same);
    expect(middle).not.toContain(null);
    expect(toColumns(aSeries(0, 300, 600, 900, 1_810), same).middle).toContain(null);
  });

  it('gives the unit asked for', () => {
    expect(toColumns(aSeries(100), (celsius) => celsius * 2).high).toEqual([74]);
  });

  it('is empty for a series without a bucket', () => {
    expect(toColumns(NO_SERIES, same)).toEqual({ times: [], high: [], middle: [], low: [] });
  });
});

describe('gapsIn and emptyPeriodsIn', () => {
  it('tell from when to when there was no reading', () => {
    expect(gapsIn(aSeries(100, 110, 150))).toEqual([{ from: 120, to: 150 }]);
  });

  it('count the beginning and the end of the window as well', () => {
    const series = aSeries(100, 110);
    expect(emptyPeriodsIn(series, { from: 60, to: 160 })).toEqual([
      { from: 60, to: 100 },
      { from: 120, to: 160 },
    ]);
    expect(emptyPeriodsIn(series, { from: 70, to: 150 })).toEqual([]);
    expect(emptyPeriodsIn(NO_SERIES, { from: 60, to: 160 })).toEqual([{ from: 60, to: 160 }]);
  });
});

describe('withReadings', () => {
  it('puts a reading into its bucket, or into a new one on the same grid', () => {
    const series = { bucketMs: 10, buckets: [aBucket(103)] };
    const readings = [
      { takenAtMs: 112, celsius: 38 },
      { takenAtMs: 113, celsius: 35 },
      { takenAtMs: 139, celsius: 39 },
    ];
    expect(withReadings(series, readings, () => true).buckets).toEqual([
      aBucket(103, 36, 38, 3),
      aBucket(113, 35, 35, 1),
      aBucket(133, 39, 39, 1),
    ]);
  });

  it('does not count twice what may have been loaded already', () => {
    const series = { bucketMs: 10, buckets: [aBucket(100)] };
    expect(withReadings(series, [{ takenAtMs: 104, celsius: 38 }], () => false).buckets).toEqual([
      aBucket(100, 36, 38, 2),
    ]);
    expect(withReadings(series, [{ takenAtMs: 92, celsius: 38 }], () => false).buckets[0]).toEqual(
      aBucket(90, 38, 38, 1),
    );
  });

  it('keeps the buckets in order of time when a reading comes late', () => {
    const times = withReadings(aSeries(100, 140), [{ takenAtMs: 121, celsius: 37 }], () => true).buckets.map(
      ({ atMs }) => atMs,
    );
    expect(times).toEqual([100, 120, 140]);
  });

  it('leaves the series it was given as it is', () => {
    const series = aSeries(100);
    withReadings(series, [{ takenAtMs: 101, celsius: 44 }], () => true);
    expect(series).toEqual(aSeries(100));
  });
});

describe('withinWindow', () => {
  it('leaves out the buckets that do not reach into the window', () => {
    expect(withinWindow(aSeries(80, 90, 100, 110), { from: 95, to: 110 }).buckets.map(({ atMs }) => atMs)).toEqual([
      90, 100,
    ]);
  });
});
