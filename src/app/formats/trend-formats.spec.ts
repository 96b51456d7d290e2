import { formatBytes, formatCelsius, formatDayMinute, formatDayMinuteAfter } from './trend-formats';

describe('The formats of trends', () => {
  /** Tests run in whatever language the browser has. */
  const decimal = (1.5).toLocaleString(navigator.language).charAt(1);
  const degrees = (whole: number, tenth: number, unit: string): string => `${whole}${decimal}${tenth}\u00a0°${unit}`;

  it('round a temperature that was calculated', () => {
    expect(formatCelsius(39.166667, 'C')).toBe(degrees(39, 2, 'C'));
    expect(formatCelsius(38, 'F')).toBe(degrees(100, 4, 'F'));
  });

  it('give the minute, and the day only where it is another one', () => {
    const now = new Date(2026, 10, 20, 21, 5).getTime();
    const yesterday = new Date(2026, 10, 19, 9, 7).getTime();
    expect(formatDayMinute(now, now)).toBe('21:05');
    expect(formatDayMinute(yesterday, now)).toMatch(/19.*09:07/);
    expect(formatDayMinuteAfter(yesterday + 60_000, yesterday, now)).toBe('09:08');
    expect(formatDayMinuteAfter(now, yesterday, now)).toMatch(/20.*21:05/);
    expect(formatDayMinuteAfter(now, now - 60_000, now)).toBe('21:05');
  });

  it('tell a number of bytes in the largest unit that fits', () => {
    expect([12, 1_499, 1_450_000].map(formatBytes)).toEqual(['12 B', '1 kB', `1${decimal}5 MB`]);
  });
});
