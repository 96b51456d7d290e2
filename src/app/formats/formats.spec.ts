import { formatBytes, formatCount, formatShare } from './numbers';
import { formatCelsius, formatTemperature } from './temperatures';
import { formatDayMinute, formatDayMinuteAfter, formatMinute, formatTime } from './times';

/** Decimal separator of the language that the test browser happens to have. */
const decimal = (1.5).toLocaleString(navigator.language).charAt(1);

function degrees(whole: number, tenth: number, unit: string): string {
  return `${whole}${decimal}${tenth}\u00a0°${unit}`;
}

describe('temperatures', () => {
  it('are converted to the chosen unit', () => {
    expect(formatTemperature('102.5F', 'F')).toBe(degrees(102, 5, 'F'));
    expect(formatTemperature('102.5F', 'C')).toBe(degrees(39, 2, 'C'));
    expect(formatTemperature('36.6C', 'C')).toBe(degrees(36, 6, 'C'));
    expect(formatTemperature('38C', 'F')).toBe(degrees(100, 4, 'F'));
  });

  it("keep the sensor's digits: 37.95 °C must not become 38.0 °C, which is a fever", () => {
    expect(formatTemperature('37.95C', 'C')).toBe(`37${decimal}95\u00a0°C`);
    expect(formatTemperature('38C', 'C')).toBe('38\u00a0°C');
    expect(formatTemperature('98.64F', 'F')).toBe(`98${decimal}64\u00a0°F`);
  });

  it('stay as they were sent if they cannot be parsed', () => {
    expect(formatTemperature('warm', 'C')).toBe('warm');
  });

  it('are rounded if they were calculated', () => {
    expect(formatCelsius(39.166667, 'C')).toBe(degrees(39, 2, 'C'));
    expect(formatCelsius(38, 'F')).toBe(degrees(100, 4, 'F'));
  });
});

describe('times', () => {
  it('of today have no date, all others do', () => {
    const today = new Date();
    today.setHours(21, 5, 2, 0);
    expect(formatTime(today.getTime())).toBe('21:05:02');
    expect(formatTime(Date.parse('2020-02-01T12:00:00Z'))).toContain('2020');
  });

  it('of yesterday evening have no date shortly after midnight', () => {
    jasmine
      .clock()
      .install()
      .mockDate(new Date(2026, 10, 21, 0, 5));
    expect(formatTime(new Date(2026, 10, 20, 23, 59, 12).getTime())).toBe('23:59:12');
    expect(formatTime(new Date(2026, 10, 20, 12, 4, 59).getTime())).toContain('2026');
    jasmine.clock().uninstall();
  });

  it('are formatted to the minute where the second is unknown', () => {
    const today = new Date();
    today.setHours(21, 5, 2, 0);
    expect(formatMinute(today.getTime())).toBe('21:05');
    expect(formatMinute(Date.parse('2020-02-01T12:00:00Z'))).toContain('2020');
  });

  it('to the minute have the day only if it is another day', () => {
    const now = new Date(2026, 10, 20, 21, 5).getTime();
    const yesterday = new Date(2026, 10, 19, 9, 7).getTime();
    expect(formatDayMinute(now, now)).toBe('21:05');
    expect(formatDayMinute(yesterday, now)).toMatch(/19.*09:07/);
    expect(formatDayMinuteAfter(yesterday + 60_000, yesterday, now)).toBe('09:08');
    expect(formatDayMinuteAfter(now, yesterday, now)).toMatch(/20.*21:05/);
    expect(formatDayMinuteAfter(now, now - 60_000, now)).toBe('21:05');
  });
});

describe('numbers', () => {
  it('below 1 are never formatted as 100 %', () => {
    const percent = (share: number): string =>
      share.toLocaleString(navigator.language, { style: 'percent', maximumFractionDigits: 1 });
    expect(formatShare(0.999_96)).toBe(percent(0.999));
    expect(formatShare(1)).toBe(percent(1));
  });

  it('with many digits are grouped', () => {
    expect(formatCount(10_000)).toBe((10_000).toLocaleString(navigator.language));
  });

  it('of bytes are formatted in the largest unit that fits', () => {
    expect([12, 1_499, 1_450_000].map(formatBytes)).toEqual(['12 B', '1 kB', `1${decimal}5 MB`]);
  });
});
