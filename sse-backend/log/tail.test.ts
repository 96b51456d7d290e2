import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Tail, type EncodedRun } from './tail.ts';

const MAX_BYTES = 9000;

function run(after: number, events: number, bytes: number): EncodedRun {
  return { after, last: after + events, events: Array.from({ length: events }), chunk: Buffer.alloc(bytes) };
}

test('a new tail holds nothing and ends at the head of its log', () => {
  const tail = new Tail(MAX_BYTES, 41);
  assert.deepEqual([tail.last, tail.bytes, tail.after(40), tail.after(41)], [41, 0, undefined, undefined]);
});

test('small events count for more than their bytes, so that a million of them are bounded too', () => {
  const tail = new Tail(MAX_BYTES, 0);
  for (let after = 0; after < 1000; after += 1) tail.push(run(after, 1, 1));
  assert.equal(tail.after(900), undefined);
  assert.equal(tail.after(999)?.last, 1000);
});

test('runs without events count as well, so that an import of millions is bounded too', () => {
  const tail = new Tail(MAX_BYTES, 0);
  for (let after = 0; after < 1000; after += 1) tail.push(run(after, 0, 0));
  assert.ok(tail.bytes > 0 && tail.bytes <= MAX_BYTES);
});

test('a run larger than the tail is passed by, and the next ones are found', () => {
  const tail = new Tail(MAX_BYTES, 0);
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
      const tail = new Tail(MAX_BYTES, head);
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
