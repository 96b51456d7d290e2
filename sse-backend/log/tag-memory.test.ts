import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TagMemory } from './tag-memory.ts';

test('ten thousand tags are remembered however often each changes, and one more begins anew', () => {
  const memory = new TagMemory<number>();
  for (const value of [1, 2]) for (let tag = 1; tag <= 10_000; tag += 1) memory.set(`R${tag}`, value);
  assert.deepEqual([memory.get('R1'), memory.get('R10000'), memory.get('R10001')], [2, 2, undefined]);
  memory.set('R10001', 3);
  assert.deepEqual([memory.get('R1'), memory.get('R10001')], [undefined, 3]);
});
