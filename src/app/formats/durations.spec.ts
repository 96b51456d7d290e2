import { formatAge, formatDuration, formatExactDuration, isAhead } from './durations';

describe('durations', () => {
  it('are formatted in the two largest units, rounded down', () => {
    const cases: [number, string][] = [
      [-5, '0 sec'],
      [59_999, '59 sec'],
      [60_000, '1 min'],
      [179_000, '2 min'],
      [3_599_000, '59 min'],
      [3_600_000, '1 hr'],
      [7_500_000, '2 hr, 5 min'],
      [86_400_000, '24 hr'],
      [172_800_000, '2 days'],
      [273_600_000, '3 days, 4 hr'],
    ];
    for (const [ms, text] of cases) expect(formatDuration(ms)).toBe(text);
  });

  it('are formatted more precisely where milliseconds matter', () => {
    const cases: [number, string][] = [
      [-3, '0 ms'],
      [12.4, '12 ms'],
      [999.4, '999 ms'],
      [999.6, '1.0 sec'],
      [1_300, '1.3 sec'],
      [9_949, '9.9 sec'],
      [9_960, '10 sec'],
      [59_400, '59 sec'],
      [59_600, '1 min'],
      [252_000, '4 min, 12 sec'],
      [7_500_000, '2 hr, 5 min'],
      [180_000_000, '2 days, 2 hr'],
    ];
    for (const [ms, text] of cases) expect(formatExactDuration(ms)).toBe(text);
  });
});

describe('ages', () => {
  it('are formatted in the largest unit that fits', () => {
    const cases: [number, string][] = [
      [-3_000, 'just now'],
      [1_999, 'just now'],
      [2_000, '2 sec ago'],
      [59_999, '59 sec ago'],
      [60_000, '1 min ago'],
      [3_599_999, '59 min ago'],
      [3_600_000, '1 hr ago'],
      [10_799_999, '2 hr ago'],
      [172_800_000, '2 days ago'],
      [259_199_999, '2 days ago'],
    ];
    for (const [ms, text] of cases) expect(formatAge(ms)).toBe(text);
  });

  it('are ahead if they are more than a minute in the future', () => {
    expect(isAhead(-60_000)).toBe(false);
    expect(isAhead(-60_001)).toBe(true);
  });
});
