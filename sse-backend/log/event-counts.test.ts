import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { STORED_EVENT_TYPES, type StoredEventType } from '../contract/events.ts';
import type { EventRange } from './count-queries.ts';
import { EventCounts } from './event-counts.ts';

const HEAD = 100_000;

/** What stands where in a log of the test's own. */
function typeOf(sequence: number): StoredEventType {
  if (sequence % 97 === 0) return 'acknowledgement';
  return sequence > 30_000 && sequence % 5 > 0 ? 'backfill' : 'message';
}

class CountedReads {
  /** The longest range that was gone through. */
  longest = 0;
  reads = 0;
  readonly counts = new EventCounts({
    notImported: (range) => this.#count(range, (type) => type !== 'backfill'),
    rare: (range, types) => this.#count(range, (type) => types.includes(type)),
    ofTags: () => assert.fail('no tags are asked for'),
  });

  async #count({ after, last }: EventRange, counts: (type: StoredEventType) => boolean): Promise<number> {
    this.reads += 1;
    this.longest = Math.max(this.longest, last - after);
    return Promise.resolve(countIn(after, last, counts));
  }
}

function countIn(after: number, last: number, counts: (type: StoredEventType) => boolean): number {
  let count = 0;
  for (let sequence = after + 1; sequence <= last; sequence += 1) if (counts(typeOf(sequence))) count += 1;
  return count;
}

test('the events of a range are counted by type, wherever it begins and ends', async () => {
  const { counts } = new CountedReads();
  const sequence = fc.integer({ min: 0, max: HEAD });
  await fc.assert(
    fc.asyncProperty(sequence, sequence, fc.subarray([...STORED_EVENT_TYPES]), async (one, other, types) => {
      const range = { after: Math.min(one, other), last: Math.max(one, other) };
      const expected = countIn(range.after, range.last, (type) => types.includes(type));
      assert.equal(
        await counts.between(range, { types, rfids: [] }),
        expected,
        `${JSON.stringify(range)} ${types.join()}`,
      );
    }),
    { numRuns: 200 },
  );
});

test('a long range is counted in short statements, and most of it only once', async () => {
  const source = new CountedReads();
  const filter = { types: ['message'], rfids: [] } as const;
  await source.counts.between({ after: 1, last: HEAD }, { ...filter, types: ['message', 'acknowledgement'] });
  assert.ok(source.longest <= 8192 + 1, `${source.longest} rows`);
  const before = source.reads;
  await source.counts.between({ after: 5, last: HEAD - 5 }, { ...filter, types: ['message', 'acknowledgement'] });
  assert.equal(source.reads - before, 2);
});

test('those who ask for the same range at once share one count, and where everything is wanted nothing is counted', async () => {
  const source = new CountedReads();
  const filter = { types: ['message', 'acknowledgement'], rfids: [] } as const;
  const range = { after: 10, last: 50 };
  await Promise.all(Array.from({ length: 100 }, () => source.counts.between(range, filter)));
  assert.equal(source.reads, 1);
  assert.equal(await source.counts.between(range, { types: STORED_EVENT_TYPES, rfids: [] }), 40);
  assert.equal(source.reads, 1);
});

test('a count that failed is tried again', async () => {
  let isFailing = true;
  const read = () => (isFailing ? Promise.reject(new Error('the disk is gone')) : Promise.resolve(1));
  const counts = new EventCounts({ notImported: read, rare: read, ofTags: read });
  const filter = { types: ['message', 'acknowledgement'], rfids: [] } as const;
  await assert.rejects(counts.between({ after: 0, last: 20_000 }, filter), /the disk is gone/);
  isFailing = false;
  assert.equal(await counts.between({ after: 0, last: 20_000 }, filter), 4);
});
