import { formatDuration, formatExactDuration } from './durations';
import { formatNumber } from './formats';

describe('durations', () => {
  it('are told in the two largest units that fit, whole and rounded down', () => {
    const cases: [number, string][] = [
      [-5, '0 s'],
      [59_999, '59 s'],
      [60_000, '1 min'],
      [179_000, '2 min'],
      [3_599_000, '59 min'],
      [3_600_000, '1 h'],
      [7_500_000, '2 h 5 min'],
      [86_400_000, '24 h'],
      [172_800_000, '2 days'],
      [273_600_000, '3 days 4 h'],
    ];
    for (const [ms, text] of cases) expect(formatDuration(ms)).toBe(text);
  });

  it('are told more exactly where milliseconds matter', () => {
    const cases: [number, string][] = [
      [-3, '0 ms'],
      [12.4, '12 ms'],
      [999.4, '999 ms'],
      [999.6, `${formatNumber(1)} s`],
      [1_300, `${formatNumber(1.3)} s`],
      [9_960, '10 s'],
      [59_400, '59 s'],
      [59_600, '1 min 0 s'],
      [252_000, '4 min 12 s'],
      [7_500_000, '2 h 5 min'],
      [180_000_000, '2 days 2 h'],
    ];
    for (const [ms, text] of cases) expect(formatExactDuration(ms)).toBe(text);
  });
});
