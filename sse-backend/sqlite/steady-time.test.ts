import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SteadyTime } from './steady-time.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const HOUR = 3_600_000;
const MONTH = 30 * 24 * HOUR;

function makeClocks() {
  const clocks = { wall: NINE, elapsed: 0 };
  const time = new SteadyTime(
    () => clocks.wall,
    () => clocks.elapsed,
  );
  const pass = (ms: number) => {
    clocks.wall += ms;
    clocks.elapsed += ms;
  };
  return { clocks, time, pass };
}

test('a clock that goes on as it should is believed', () => {
  const { time, pass } = makeClocks();
  pass(24 * HOUR);
  assert.equal(time.read(), NINE + 24 * HOUR);
});

test('a clock that has jumped ahead is believed only after an hour', () => {
  const { clocks, time, pass } = makeClocks();
  clocks.wall += MONTH;
  assert.equal(time.read(), undefined);
  pass(HOUR - 1);
  assert.equal(time.read(), undefined);
  pass(1);
  assert.equal(time.read(), NINE + MONTH + HOUR);
});

test('a clock that jumped ahead and was set right is believed at once', () => {
  const { clocks, time, pass } = makeClocks();
  clocks.wall += MONTH;
  assert.equal(time.read(), undefined);
  clocks.wall -= MONTH;
  pass(1000);
  assert.equal(time.read(), NINE + 1000);
});
