import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TagMemory } from './tag-memory.ts';

/** The tags from one number up to another that are still remembered. */
function remembered(memory: TagMemory<number>, first: number, last: number): number {
  const tags = Array.from({ length: last - first + 1 }, (_, index) => `R${first + index}`);
  return tags.filter((rfid) => memory.get(rfid) !== undefined).length;
}

test('ten thousand tags are remembered however often they are used in turn', () => {
  const memory = new TagMemory<number>();
  for (const value of [1, 2, 3]) {
    for (let tag = 1; tag <= 10_000; tag += 1) {
      assert.equal(memory.get(`R${tag}`), value === 1 ? undefined : value - 1);
      memory.set(`R${tag}`, value);
    }
  }
  assert.equal(remembered(memory, 1, 10_000), 10_000);
});

test('ever new tags evict those that are not used, never one that is, and no more than twenty thousand are kept', () => {
  const memory = new TagMemory<number>();
  for (let tag = 1; tag <= 100_000; tag += 1) {
    memory.set(`R${tag}`, tag);
    assert.equal(memory.get('R1'), 1);
  }
  const kept = remembered(memory, 2, 100_000);
  assert.ok(kept >= 9_999 && kept < 20_000, `${kept} are kept`);
});

test('a value set anew is the one remembered, and after clearing none is', () => {
  const memory = new TagMemory<number>();
  for (let tag = 1; tag <= 10_000; tag += 1) memory.set(`R${tag}`, 1);
  memory.set('R7', 2);
  assert.equal(memory.get('R7'), 2);
  memory.clear();
  assert.equal(remembered(memory, 1, 10_000), 0);
});
