import { labelTimes } from './time-axis';

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
