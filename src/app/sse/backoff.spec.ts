import fc from 'fast-check';

import { Backoff, extendDelay } from './backoff';

describe('Backoff', () => {
  const bounds = { least: 1_000, most: 30_000 };

  it('stays within its bounds for all random numbers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 50 }),
        (draws) => {
          const backoff = new Backoff(bounds, () => draws.pop() ?? 0);
          while (draws.length > 0) {
            const wait = backoff.nextDelayMs();
            expect(wait).toBeGreaterThanOrEqual(bounds.least);
            expect(wait).toBeLessThanOrEqual(bounds.most);
          }
        },
      ),
    );
  });

  it('adds jitter to the first attempt', () => {
    expect(new Backoff(bounds, () => 0.25).nextDelayMs()).toBe(1_250);
  });

  it('extends the delay on request, up to a maximum', () => {
    expect(extendDelay(1_000, 0)).toBe(1_000);
    expect(extendDelay(1_000, 7_000)).toBe(7_000);
    expect(extendDelay(1_000, 2 ** 31)).toBe(300_000);
  });
});
