import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tail, type EncodedRun } from './tail.ts';

const MAX_BYTES = 9000;

const MOST_EVENTS = 6;

function tailFrom(head: number): Tail<EncodedRun> {
  return new Tail({ head, maxBytes: MAX_BYTES, mostEvents: MOST_EVENTS, join: joined });
}

function joined(runs: readonly EncodedRun[]): EncodedRun {
  return {
    after: runs[0]?.after ?? NaN,
    last: runs.at(-1)?.last ?? NaN,
    events: runs.flatMap(({ events }) => events),
    chunk: Buffer.concat(runs.map(({ chunk }) => chunk)),
  };
}

function run(after: number, events: number, bytes: number): EncodedRun {
  return { after, last: after + events, events: Array.from({ length: events }), chunk: Buffer.alloc(bytes) };
}

test('a new tail holds nothing and ends at the head of its log', () => {
  const tail = tailFrom(41);
  assert.deepEqual([tail.last, tail.bytes, tail.after(40), tail.after(41)], [41, 0, undefined, undefined]);
});

test('small events count for more than their bytes, so that a million of them are bounded too', () => {
  const tail = tailFrom(0);
  for (let after = 0; after < 1000; after += 1) tail.push(run(after, 1, 1));
  assert.equal(tail.after(900), undefined);
  assert.equal(tail.after(999)?.last, 1000);
});

test('runs without events count as well, so that an import of millions is bounded too', () => {
  const tail = tailFrom(0);
  for (let after = 0; after < 1000; after += 1) tail.push(run(after, 0, 0));
  assert.ok(tail.bytes > 0 && tail.bytes <= MAX_BYTES);
});

test('a run larger than the tail is passed by, and the next ones are found', () => {
  const tail = tailFrom(0);
  tail.push(run(0, 3, MAX_BYTES + 1));
  assert.deepEqual([tail.last, tail.bytes, tail.after(0)], [3, 0, undefined]);
  tail.push(run(3, 1, 10));
  assert.equal(tail.after(3)?.last, 4);
});

test('whatever is pushed, the newest runs are held up to the bound, and the run after any sequence is found', () => {
  const pushes = fc.array(
    fc.record({ events: fc.integer({ min: 1, max: 5 }), bytes: fc.integer({ min: 1, max: 900 }) }),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(fc.nat({ max: 50 }), pushes, (head, drawn) => {
      const tail = tailFrom(head);
      const pushed: EncodedRun[] = [];
      for (const { events, bytes } of drawn) {
        const next = run(pushed.at(-1)?.last ?? head, events, bytes);
        pushed.push(next);
        tail.push(next);
        const held = pushed.filter((each) => tail.after(each.after) === each);
        assert.deepEqual(held, pushed.slice(pushed.length - held.length), 'the newest are held');
        assert.ok(tail.bytes <= MAX_BYTES && tail.bytes >= held.reduce((sum, { chunk }) => sum + chunk.length, 0));
        const older = pushed.at(-1 - held.length);
        if (older)
          assert.ok(tail.bytes + older.chunk.length + older.events.length * 100 + 500 > MAX_BYTES, 'no more fit');
        assert.equal(tail.last, next.last);
        for (let sequence = head - 1; sequence <= next.last + 1; sequence += 1) {
          const expected = held.find((each) => each.after <= sequence && sequence < each.last);
          assert.equal(tail.after(sequence), expected);
        }
      }
    }),
    { verbose: true },
  );
});

test('small runs are joined, up to the size of a page and never across the place of imported readings', () => {
  const tail = tailFrom(0);
  for (let after = 0; after < 8; after += 1) tail.push(run(after, 1, 10));
  assert.equal(tail.after(0)?.last, 1);
  tail.join();
  const first = tail.after(2);
  assert.deepEqual([first?.after, first?.last, first?.chunk.length], [0, 6, 60]);
  assert.equal(tail.after(6)?.last, 7);
  tail.push({ ...run(8, 0, 0), last: 100 });
  for (let after = 100; after < 105; after += 1) tail.push(run(after, 1, 10));
  tail.join();
  assert.deepEqual([tail.after(6)?.last, tail.after(8)?.last, tail.after(100)?.last], [8, 100, 101]);
});

test('joining loses nothing, keeps the bound, and leaves what is large enough', () => {
  const steps = fc.array(fc.record({ events: fc.integer({ min: 0, max: 9 }), joins: fc.boolean() }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (drawn) => {
      const tail = tailFrom(0);
      const events: number[] = [];
      for (const { events: count, joins } of drawn) {
        const after = tail.last;
        const sequences = Array.from({ length: count }, (_, index) => after + 1 + index);
        events.push(...sequences);
        if (joins) tail.join();
        tail.push({ after, last: after + Math.max(count, 1), events: sequences, chunk: Buffer.alloc(50 * count) });
      }
      tail.join();
      const held: EncodedRun[] = [];
      for (let at = tail.last - 1; at >= 0; at = (held[0]?.after ?? 0) - 1) {
        const found = tail.after(at);
        if (!found) break;
        held.unshift(found);
      }
      const found = held.flatMap((each) => each.events);
      assert.deepEqual(found, found.length === 0 ? [] : events.slice(-found.length));
      assert.ok(tail.bytes <= MAX_BYTES);
      const bytes = held.reduce((sum, each) => sum + 500 + each.chunk.length + each.events.length * 100, 0);
      assert.equal(tail.bytes, bytes);
      assert.ok(held.every((each) => each.events.length <= Math.max(MOST_EVENTS, 9)));
    }),
    { verbose: true },
  );
});
