import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { FlushScheduler } from './flush-scheduler.ts';

/** A pace whose flushes last as long as the test says, in a time that the test turns. */
function schedulerWith(t: TestContext, flushMs: number) {
  t.mock.timers.enable({ apis: ['setTimeout', 'setImmediate'] });
  let now = 1000;
  const flushes: number[] = [];
  const scheduler = new FlushScheduler({
    flush: () => {
      flushes.push(now);
      now += flushMs;
    },
    elapsedMs: () => now,
  });
  const pass = (ms: number) => {
    now += ms;
    t.mock.timers.tick(ms);
  };
  return { scheduler, flushes, pass };
}

test('after a pause, the events of one turn of the event loop are flushed together at its end', (t) => {
  const { scheduler, flushes, pass } = schedulerWith(t, 5);
  scheduler.schedule(1);
  scheduler.schedule(2);
  assert.deepEqual(flushes, []);
  pass(0);
  assert.deepEqual(flushes, [1000]);
});

test('a flush is followed by a wait of twice its duration, in which events are collected', (t) => {
  const { scheduler, flushes, pass } = schedulerWith(t, 5);
  scheduler.schedule(1);
  pass(0);
  scheduler.schedule(1);
  pass(9);
  scheduler.schedule(2);
  assert.deepEqual(flushes, [1000]);
  pass(1);
  assert.deepEqual(flushes, [1000, 1015]);
  pass(100);
  assert.equal(flushes.length, 2);
});

test('a wait ends as soon as enough events are pending to fill a write', (t) => {
  const { scheduler, flushes, pass } = schedulerWith(t, 50);
  scheduler.schedule(1);
  pass(0);
  scheduler.schedule(15);
  pass(1);
  assert.equal(flushes.length, 1);
  scheduler.schedule(16);
  pass(0);
  assert.deepEqual(flushes, [1000, 1051]);
  pass(1000);
  assert.equal(flushes.length, 2);
});

test('no wait is longer than a quarter of a second', (t) => {
  const { scheduler, flushes, pass } = schedulerWith(t, 4000);
  scheduler.schedule(1);
  pass(0);
  scheduler.schedule(1);
  pass(249);
  assert.equal(flushes.length, 1);
  pass(1);
  assert.equal(flushes.length, 2);
});

test('a cancelled flush does not happen, and the next events are flushed as usual', (t) => {
  const { scheduler, flushes, pass } = schedulerWith(t, 5);
  scheduler.schedule(1);
  scheduler.cancel();
  pass(0);
  scheduler.schedule(1);
  pass(0);
  scheduler.schedule(1);
  scheduler.cancel();
  pass(1000);
  assert.equal(flushes.length, 1);
});
