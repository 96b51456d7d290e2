import { labelTimes, scaleFor } from './chart-axes';

describe('The temperature axis', () => {
  const thresholds = { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 } };
  const series = (min: number, max: number) => ({ bucketMs: 1, buckets: [{ atMs: 0, min, max, count: 1 }] });

  it('always includes the fever threshold, so that normal temperatures look normal', () => {
    expect(scaleFor(series(36.5, 36.7), thresholds)).toEqual({ low: 36, high: 38.3 });
  });

  it('includes all readings with a margin', () => {
    expect(scaleFor(series(33, 41), thresholds)).toEqual({ low: 32.7, high: 41.3 });
  });

  it('includes the hypothermia threshold only if readings are near it', () => {
    expect(scaleFor(series(35.4, 37), thresholds).low).toBe(34.7);
    expect(scaleFor(series(36, 37), thresholds).low).toBe(35.7);
  });

  it('works without known thresholds', () => {
    expect(scaleFor(series(36.5, 36.7), { fever: undefined, hypothermia: undefined })).toEqual({ low: 36, high: 37.5 });
  });
});

describe('The time axis', () => {
  const at = (day: number, hour: number, minute = 0, second = 0): number =>
    new Date(2026, 10, day, hour, minute, second).getTime();
  const MINUTE = 60_000;

  it('names the day at its first tick, and where a new one begins', () => {
    const [first, second, third] = labelTimes([at(20, 22), at(20, 23), at(21, 0)], 60 * MINUTE);
    expect(first).toMatch(/^22:00\n.*20/);
    expect(second).toBe('23:00');
    expect(third).toMatch(/^00:00\n.*21/);
  });

  it('shows seconds only where ticks are closer than a minute', () => {
    expect(labelTimes([at(20, 9), at(20, 9, 0, 30)], 30_000)[1]).toBe('09:00:30');
  });

  it('shows days alone where ticks are days apart', () => {
    expect(labelTimes([at(20, 0), at(21, 0)], 24 * 60 * MINUTE).join()).not.toContain(':');
  });
});
