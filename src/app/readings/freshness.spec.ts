import { freshnessOf } from './freshness';

describe('freshnessOf', () => {
  it('changes from fresh to late to stale as a reading ages', () => {
    const ages = [-1_000, 0, 30_000, 30_001, 60_000, 60_001];
    expect(ages.map((ageMs) => freshnessOf(ageMs, 60_000))).toEqual([
      'fresh',
      'fresh',
      'fresh',
      'late',
      'late',
      'stale',
    ]);
  });

  it('is stale for a reading too far in the future, as the next reading would have replaced it', () => {
    expect([-300_000, -300_001].map((ageMs) => freshnessOf(ageMs, 60_000))).toEqual(['fresh', 'stale']);
  });
});
