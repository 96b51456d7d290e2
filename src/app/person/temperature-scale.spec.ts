import { scaleFor } from './temperature-scale';

describe('The scale of temperatures', () => {
  const thresholds = { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 } };
  const series = (min: number, max: number) => ({ bucketMs: 1, buckets: [{ atMs: 0, min, max, count: 1 }] });

  it('always reaches up to where fever begins, so that a healthy person looks healthy', () => {
    expect(scaleFor(series(36.5, 36.7), thresholds)).toEqual({ low: 36, high: 38.3 });
  });

  it('reaches over everything that was read, with a margin', () => {
    expect(scaleFor(series(33, 41), thresholds)).toEqual({ low: 32.7, high: 41.3 });
  });

  it('shows where hypothermia begins only when that is near', () => {
    expect(scaleFor(series(35.4, 37), thresholds).low).toBe(34.7);
    expect(scaleFor(series(36, 37), thresholds).low).toBe(35.7);
  });

  it('does without thresholds as long as they are not known', () => {
    expect(scaleFor(series(36.5, 36.7), { fever: undefined, hypothermia: undefined })).toEqual({ low: 36, high: 37.5 });
  });
});
