import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highestGood, type Search } from '../bench/fanout/highest-good.ts';

const SEARCH: Search = { guess: 400, step: 2, precision: 1.12, probes: 12 };

for (const limit of [11, 390, 401, 700, 6400]) {
  test(`the search of the benchmark finds a limit of ${limit} from a guess of ${SEARCH.guess}`, async () => {
    const { tried, highest } = await search(SEARCH, limit);
    const lowestBad = Math.min(...tried.filter((rate) => rate > limit));
    assert.ok(highest !== undefined && highest.rate <= limit && lowestBad / highest.rate <= SEARCH.precision);
    assert.equal(highest.seen, `at ${highest.rate}`);
  });
}

test('the search of the benchmark tries no more rates than it may', async () => {
  const { tried, highest } = await search({ ...SEARCH, probes: 3 }, 700);
  assert.deepEqual(tried, [400, 800, 566]);
  assert.equal(highest?.rate, 566);
});

test('the search of the benchmark finds nothing where no rate is good', async () => {
  const { tried, highest } = await search({ ...SEARCH, probes: 3 }, 0);
  assert.deepEqual(tried, [400, 200, 50]);
  assert.equal(highest, undefined);
});

/** Looks for the limit up to which all rates are good. */
async function search(how: Search, limit: number) {
  const tried: number[] = [];
  const highest = await highestGood(how, (rate) => {
    tried.push(rate);
    return Promise.resolve(rate <= limit ? `at ${rate}` : undefined);
  });
  return { tried, highest };
}
