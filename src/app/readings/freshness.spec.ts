import { freshnessOf } from './freshness';

describe('freshnessOf', () => {
  it('goes from fresh to late to stale as a reading ages', () => {
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
});
