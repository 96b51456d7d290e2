import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPasses } from '../testing/count-passes.ts';
import { Turns, type Turn } from './turns.ts';

async function loop(turn: Turn, onStep: () => void): Promise<void> {
  for (let step = 0; step < 5; step += 1) {
    onStep();
    await turn.next();
  }
}

test('of all loops together each pass of the event loop has one turn', async () => {
  const turns = new Turns();
  const names: string[] = [];
  const loops = ['a', 'b', 'c'].map((name) => loop(turns.begin(), () => names.push(name)));
  const passes = await countPasses(() => Promise.all(loops));
  assert.equal(names.join(''), 'abcabcabcabcabc');
  assert.ok(passes >= 14, `15 turns in ${passes} passes`);
});

test('a turn is over when it has lasted 3 ms, and the next one begins with the time that it may go on', async () => {
  let nowMs = 0;
  const turn = new Turns(() => nowMs).begin();
  nowMs = 2;
  assert.equal(turn.isOver, false);
  nowMs = 3;
  assert.equal(turn.isOver, true);
  await turn.next();
  assert.equal(turn.isOver, false);
});
