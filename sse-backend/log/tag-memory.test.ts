import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TagMemory } from './tag-memory.ts';

test('ten thousand tags are remembered, and one more evicts only the one that was longest unused', () => {
  const memory = new TagMemory<number>();
  for (const value of [1, 2]) for (let tag = 1; tag <= 10_000; tag += 1) memory.set(`R${tag}`, value);
  assert.equal(memory.get('R1'), 2);
  memory.set('R10001', 3);
  const forgotten = Array.from({ length: 10_001 }, (_, index) => `R${index + 1}`).filter(
    (rfid) => memory.get(rfid) === undefined,
  );
  assert.deepEqual(forgotten, ['R2']);
});
