import { bucketFor, onGrid } from './trend-grid';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('The grid of a trend', () => {
  it('has no more buckets than fit, each of a length that people think in', () => {
    expect(bucketFor(HOUR, 500)).toBe(10_000);
    expect(bucketFor(DAY, 500)).toBe(3 * MINUTE);
    expect(bucketFor(7 * DAY, 500)).toBe(30 * MINUTE);
    expect(bucketFor(30 * DAY, 500)).toBe(2 * HOUR);
    expect(bucketFor(MINUTE, 500)).toBe(1_000);
    expect(bucketFor(366 * DAY, 2)).toBe(183 * DAY);
  });

  it('begins its buckets at the same moments whenever it is asked for', () => {
    expect(onGrid({ from: 12_345, to: 20_000 }, 5_000)).toEqual({ from: 10_000, to: 20_000 });
    expect(onGrid({ from: 12_999, to: 20_001 }, 5_000)).toEqual({ from: 10_000, to: 25_000 });
  });
});
