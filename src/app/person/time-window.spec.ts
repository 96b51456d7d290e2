import {
  alignToBuckets,
  bucketMsFor,
  isWindow,
  MAX_WINDOW_MS,
  notAfter,
  panned,
  MIN_WINDOW_MS,
  zoomed,
} from './time-window';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('A time window', () => {
  const noon = { from: 0, to: HOUR };

  it('is zoomed around its middle or around a given place', () => {
    expect(zoomed(noon, 0.5)).toEqual({ from: HOUR / 4, to: (HOUR * 3) / 4 });
    expect(zoomed(noon, 0.5, 0)).toEqual({ from: 0, to: HOUR / 2 });
    expect(zoomed(noon, 2, 1)).toEqual({ from: -HOUR, to: HOUR });
  });

  it('is never shorter or longer than the limits', () => {
    const { from, to } = zoomed(noon, 1e-9);
    expect(to - from).toBe(MIN_WINDOW_MS);
    const long = zoomed(noon, 1e9);
    expect(long.to - long.from).toBe(MAX_WINDOW_MS);
  });

  it('is moved by a fraction of its length', () => {
    expect(panned(noon, -0.5)).toEqual({ from: -HOUR / 2, to: HOUR / 2 });
  });

  it('does not reach into the future, and keeps its length', () => {
    expect(notAfter({ from: HOUR, to: 2 * HOUR }, HOUR)).toEqual(noon);
    expect(notAfter(noon, 2 * HOUR)).toEqual(noon);
  });

  it('is one only from a beginning to a later end', () => {
    expect(isWindow(noon)).toBe(true);
    for (const [from, to] of [
      [NaN, HOUR],
      [0, NaN],
      [HOUR, 0],
      [0, 0],
      [0, MIN_WINDOW_MS - 1],
      [0, MAX_WINDOW_MS + 1],
      [-8.64e15, -8.64e15 + HOUR],
    ] as const)
      expect(isWindow({ from, to })).withContext(`${from} to ${to}`).toBe(false);
  });
});

describe('The buckets of a trend', () => {
  it('are of a round length and not more than requested', () => {
    expect(bucketMsFor(HOUR, 500)).toBe(10_000);
    expect(bucketMsFor(DAY, 500)).toBe(3 * MINUTE);
    expect(bucketMsFor(7 * DAY, 500)).toBe(30 * MINUTE);
    expect(bucketMsFor(30 * DAY, 500)).toBe(2 * HOUR);
    expect(bucketMsFor(MINUTE, 500)).toBe(1_000);
    expect(bucketMsFor(366 * DAY, 2)).toBe(183 * DAY);
  });

  it('start at the same times in every request', () => {
    expect(alignToBuckets({ from: 12_345, to: 20_000 }, 5_000)).toEqual({ from: 10_000, to: 20_000 });
    expect(alignToBuckets({ from: 12_999, to: 20_001 }, 5_000)).toEqual({ from: 10_000, to: 25_000 });
  });
});
