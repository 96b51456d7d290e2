import { formatBytes, formatCelsius, formatDuration, formatMinute, formatMinuteAfter } from './trend-formats';

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
    expect(formatMinute(now, now)).toBe('21:05');
    expect(formatMinute(yesterday, now)).toMatch(/19.*09:07/);
    expect(formatMinuteAfter(yesterday + 60_000, yesterday, now)).toBe('09:08');
    expect(formatMinuteAfter(now, yesterday, now)).toMatch(/20.*21:05/);
    expect(formatMinuteAfter(now, now - 60_000, now)).toBe('21:05');
  });

  it('tell how long something lasted in the two largest units that fit', () => {
    const cases: [number, string][] = [
      [-5, '0 s'],
      [59_000, '59 s'],
      [179_000, '2 min'],
      [3_600_000, '1 h'],
      [4_500_000, '1 h 15 min'],
      [172_800_000, '2 days'],
      [176_400_000, '2 days 1 h'],
    ];
    for (const [ms, text] of cases) expect(formatDuration(ms)).toBe(text);
  });

  it('tell a number of bytes in the largest unit that fits', () => {
    expect([12, 1_499, 1_450_000].map(formatBytes)).toEqual(['12 B', '1 kB', `1${decimal}5 MB`]);
  });
});
