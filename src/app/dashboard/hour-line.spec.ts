import { HourLine, MINUTE_MS } from './hour-line';

describe('HourLine', () => {
  const now = Date.parse('2026-11-20T09:15:30.000Z');
  const ago = (minutes: number): number => now - minutes * MINUTE_MS;

  it('has the minutes of the last hour with readings', () => {
    const line = new HourLine([
      { atMs: ago(60), min: 36, max: 36, count: 1 },
      { atMs: ago(59), min: 36.1, max: 36.9, count: 3 },
      { atMs: ago(0), min: 37, max: 37.5, count: 2 },
    ]);
    expect(line.until(now)).toEqual([
      { index: 0, min: 36.1, max: 36.9 },
      { index: 59, min: 37, max: 37.5 },
    ]);
  });

  it('is extended by the readings that arrive', () => {
    const line = new HourLine([{ atMs: ago(0), min: 37, max: 37.5, count: 2 }]);
    line.addReading(now, 37.8);
    line.addReading(now, 36.8);
    line.addReading(now + MINUTE_MS, 38);
    expect(line.until(now + MINUTE_MS)).toEqual([
      { index: 58, min: 36.8, max: 37.8 },
      { index: 59, min: 38, max: 38 },
    ]);
  });

  it('drops old minutes when no readings arrive', () => {
    const line = new HourLine([{ atMs: ago(0), min: 37, max: 37, count: 1 }]);
    expect(line.until(now + 59 * MINUTE_MS).map(({ index }) => index)).toEqual([0]);
    expect(line.until(now + 60 * MINUTE_MS)).toEqual([]);
  });

  it('ignores readings of another hour and invalid temperatures', () => {
    const line = new HourLine([{ atMs: ago(0), min: 37, max: 37, count: 1 }]);
    line.addReading(ago(60), 41);
    line.addReading(now, NaN);
    expect(line.until(now)).toEqual([{ index: 59, min: 37, max: 37 }]);
  });
});
