import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFilter } from './filter.ts';

const parse = (query: string) => parseFilter(new URL(`http://localhost/events${query}`));

test('without a filter a stream carries readings and acknowledgements of everyone, imported readings not', () => {
  assert.deepEqual(parse(''), { types: new Set(['message', 'acknowledgement']), rfids: undefined });
});

test('tags are repeatable and leave the types as they are', () => {
  assert.deepEqual(parse('?rfid=R1&rfid=R2'), {
    types: new Set(['message', 'acknowledgement']),
    rfids: new Set(['R1', 'R2']),
  });
});

test('types are listed with commas', () => {
  assert.deepEqual(parse('?types=backfill,message'), { types: new Set(['backfill', 'message']), rfids: undefined });
});

for (const [query, message] of [
  [
    '?types=message,heartbeat',
    '?types="heartbeat": there is no such event type; use some of message,acknowledgement,backfill.',
  ],
  ['?types=', '?types="": there is no such event type; use some of message,acknowledgement,backfill.'],
  ['?types=message&types=backfill', '?types="message,backfill": it is given more than once; give it once.'],
  ['?rfid=', '?rfid="": a tag has 1 to 64 of A-Z a-z 0-9 . _ : -; write e.g. R546546.'],
  ['?rfid=R%0Ad', '?rfid="R\\nd": a tag has 1 to 64 of A-Z a-z 0-9 . _ : -; write e.g. R546546.'],
  [`?${'rfid=R1&'.repeat(1001)}`, `?rfid="1001 tags": more than 1000 can't be followed; leave it out.`],
] as const) {
  test(`${query.slice(0, 40)} is refused, and the refusal says what would do`, () => {
    assert.throws(() => parse(query), { name: 'AppError', code: 'invalid-parameter', message });
  });
}
