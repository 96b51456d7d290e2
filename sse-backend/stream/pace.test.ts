import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Pace } from './pace.ts';

/** A pace whose rounds last as long as the test says, in a time that the test turns. */
function paceOf(t: TestContext, roundMs: number) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  let now = 1000;
  const rounds: number[] = [];
  const pace = new Pace({
    round: () => {
      rounds.push(now);
      now += roundMs;
    },
    elapsedMs: () => now,
  });
  const pass = (ms: number) => {
    now += ms;
    t.mock.timers.tick(ms);
  };
  return { pace, rounds, pass };
}

test('after a pause, what comes within a turn of the event loop goes out at its end, together', (t) => {
  const { pace, rounds, pass } = paceOf(t, 5);
  pace.wait(1);
  pace.wait(2);
  assert.deepEqual(rounds, []);
  pass(0);
  assert.deepEqual(rounds, [1000]);
});

test('a round is followed by a rest of twice its time, in which events gather', (t) => {
  const { pace, rounds, pass } = paceOf(t, 5);
  pace.wait(1);
  pass(0);
  pace.wait(1);
  pass(9);
  pace.wait(2);
  assert.deepEqual(rounds, [1000]);
  pass(1);
  assert.deepEqual(rounds, [1000, 1015]);
  pass(100);
  assert.equal(rounds.length, 2);
});

test('a rest is cut short as soon as enough events have gathered to fill a write', (t) => {
  const { pace, rounds, pass } = paceOf(t, 50);
  pace.wait(1);
  pass(0);
  pace.wait(15);
  pass(1);
  assert.equal(rounds.length, 1);
  pace.wait(16);
  pass(0);
  assert.deepEqual(rounds, [1000, 1051]);
  pass(1000);
  assert.equal(rounds.length, 2);
});

test('no rest is longer than a quarter of a second', (t) => {
  const { pace, rounds, pass } = paceOf(t, 4000);
  pace.wait(1);
  pass(0);
  pace.wait(1);
  pass(249);
  assert.equal(rounds.length, 1);
  pass(1);
  assert.equal(rounds.length, 2);
});

test('a round that is called off does not come, and the next events are sent as ever', (t) => {
  const { pace, rounds, pass } = paceOf(t, 5);
  pace.wait(1);
  pace.stop();
  pass(0);
  pace.wait(1);
  pass(0);
  pace.wait(1);
  pace.stop();
  pass(1000);
  assert.equal(rounds.length, 1);
});
