import { formatDuration } from './duration';

describe('formatDuration', () => {
  it('tells a time in at most two units, rounded down', () => {
    const told = [-5, 0, 59_999, 60_000, 3_599_000, 3_600_000, 7_500_000, 86_400_000, 273_600_000].map(formatDuration);
    expect(told).toEqual(['0 s', '0 s', '59 s', '1 min', '59 min', '1 h', '2 h 5 min', '1 d', '3 d 4 h']);
  });
});
