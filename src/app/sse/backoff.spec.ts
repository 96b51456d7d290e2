import fc from 'fast-check';

import { Backoff, waitAsAsked } from './backoff';

describe('Backoff', () => {
  const bounds = { least: 1_000, most: 30_000 };

  it('stays within its bounds, whatever is drawn', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 50 }),
        (draws) => {
          const backoff = new Backoff(bounds, () => draws.pop() ?? 0);
          while (draws.length > 0) {
            const wait = backoff.next();
            expect(wait).toBeGreaterThanOrEqual(bounds.least);
            expect(wait).toBeLessThanOrEqual(bounds.most);
          }
        },
      ),
    );
  });

  it('spreads the first attempt already', () => {
    expect(new Backoff(bounds, () => 0.25).next()).toBe(1_250);
  });

  it('waits longer when asked to, though never so long that a timer overflows', () => {
    expect(waitAsAsked(1_000, 0)).toBe(1_000);
    expect(waitAsAsked(1_000, 7_000)).toBe(7_000);
    expect(waitAsAsked(1_000, 2 ** 31)).toBe(300_000);
  });
});
