import { formatAge, formatCount, formatMinute, formatShare, formatTemperature, formatTime, isAhead } from './formats';

describe('formats', () => {
  /** Tests run in whatever language the browser has. */
  const decimal = (1.5).toLocaleString(navigator.language).charAt(1);
  const degrees = (whole: number, tenth: number, unit: string): string => `${whole}${decimal}${tenth}\u00a0°${unit}`;

  it('show a temperature in the unit chosen, whatever the sensor measured in', () => {
    expect(formatTemperature('102.5F', 'F')).toBe(degrees(102, 5, 'F'));
    expect(formatTemperature('102.5F', 'C')).toBe(degrees(39, 2, 'C'));
    expect(formatTemperature('36.6C', 'C')).toBe(degrees(36, 6, 'C'));
    expect(formatTemperature('38C', 'F')).toBe(degrees(100, 4, 'F'));
  });

  it('leave the digits of the sensor as they are, or 37.95 °C would be the 38.0 °C of a fever', () => {
    expect(formatTemperature('37.95C', 'C')).toBe(`37${decimal}95\u00a0°C`);
    expect(formatTemperature('38C', 'C')).toBe('38\u00a0°C');
    expect(formatTemperature('98.64F', 'F')).toBe(`98${decimal}64\u00a0°F`);
  });

  it('leave a temperature that cannot be read as it is', () => {
    expect(formatTemperature('warm', 'C')).toBe('warm');
  });

  it('tell an age in the largest unit that fits', () => {
    const cases: [number, string][] = [
      [-3_000, 'just now'],
      [1_999, 'just now'],
      [2_000, '2 s ago'],
      [59_999, '59 s ago'],
      [60_000, '1 min ago'],
      [3_599_999, '59 min ago'],
      [3_600_000, '1 h ago'],
      [172_800_000, '2 days ago'],
    ];
    for (const [ms, text] of cases) expect(formatAge(ms)).toBe(text);
  });

  it('call nothing new that lies more than a minute ahead', () => {
    expect(isAhead(-60_000)).toBe(false);
    expect(isAhead(-60_001)).toBe(true);
  });

  it('give the time of today without its date, and any other with it', () => {
    const today = new Date();
    today.setHours(21, 5, 2, 0);
    expect(formatTime(today.getTime())).toBe('21:05:02');
    expect(formatTime(Date.parse('2020-02-01T12:00:00Z'))).toContain('2020');
  });

  it('leave the date away shortly after midnight too, when everything is of yesterday', () => {
    jasmine
      .clock()
      .install()
      .mockDate(new Date(2026, 10, 21, 0, 5));
    expect(formatTime(new Date(2026, 10, 20, 23, 59, 12).getTime())).toBe('23:59:12');
    expect(formatTime(new Date(2026, 10, 20, 12, 4, 59).getTime())).toContain('2026');
    jasmine.clock().uninstall();
  });

  it('give the minute where the second is not known', () => {
    const today = new Date();
    today.setHours(21, 5, 2, 0);
    expect(formatMinute(today.getTime())).toBe('21:05');
    expect(formatMinute(Date.parse('2020-02-01T12:00:00Z'))).toContain('2020');
  });

  it('call nothing 100 % that is less', () => {
    const percent = (share: number): string =>
      share.toLocaleString(navigator.language, { style: 'percent', maximumFractionDigits: 1 });
    expect(formatShare(0.999_96)).toBe(percent(0.999));
    expect(formatShare(1)).toBe(percent(1));
  });

  it('group the digits of a large number', () => {
    expect(formatCount(10_000)).toBe((10_000).toLocaleString(navigator.language));
  });
});
