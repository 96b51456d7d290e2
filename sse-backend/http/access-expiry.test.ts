import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { whenClockReaches } from './access-expiry.ts';

const HOUR_MS = 3_600_000;

/** A moment an hour ahead that is waited for, by a clock and timers that the test turns. */
function waitAnHour(t: TestContext) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const clock = { now: 0, calls: 0, callOff: () => undefined as void };
  clock.callOff = whenClockReaches(
    HOUR_MS,
    () => clock.now,
    () => (clock.calls += 1),
  );
  return clock;
}

test('what waits for a moment is called then, and once', (t) => {
  const clock = waitAnHour(t);
  clock.now = HOUR_MS - 1;
  t.mock.timers.tick(60_000);
  assert.equal(clock.calls, 0);
  clock.now = HOUR_MS;
  t.mock.timers.tick(1);
  t.mock.timers.tick(HOUR_MS);
  assert.equal(clock.calls, 1);
});

test('a clock that jumps ahead, or a machine that slept, is noticed within a minute', (t) => {
  const clock = waitAnHour(t);
  clock.now = 24 * HOUR_MS;
  t.mock.timers.tick(60_000);
  assert.equal(clock.calls, 1);
});

test('a clock that is set back makes it wait for longer', (t) => {
  const clock = waitAnHour(t);
  clock.now = -HOUR_MS;
  t.mock.timers.tick(HOUR_MS);
  assert.equal(clock.calls, 0);
});

test('what is called off is not called', (t) => {
  const clock = waitAnHour(t);
  clock.callOff();
  clock.now = HOUR_MS;
  t.mock.timers.tick(HOUR_MS);
  assert.equal(clock.calls, 0);
});
