import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockWarnings, type ClockWarning } from './clock-warnings.ts';
import { ClockWatch } from './clock-watch.ts';

const NO_DEVICES = { ahead: 0, behind: 0, agreeing: 0 };

const behind: ClockWarning = { report: { Kind: 'clock-behind', Seconds: 90 }, text: 'behind' };

test('a warning is logged when it begins, every hour while it lasts, and again when it comes back', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  let current: ClockWarning[] = [behind];
  const logged: string[] = [];
  const watch = new ClockWatch(
    () => current,
    ({ report }) => logged.push(report.Kind),
  );
  t.mock.timers.tick(3_599_000);
  assert.deepEqual(logged, ['clock-behind']);
  t.mock.timers.tick(1000);
  assert.equal(logged.length, 2);
  current = [];
  t.mock.timers.tick(1000);
  current = [behind];
  t.mock.timers.tick(1000);
  assert.equal(logged.length, 3);
  watch.close();
});

test('warnings say how far the clock is off, and what to do', () => {
  const said = (offByMs: number | undefined, storedAheadMs: number) =>
    clockWarnings({ offByMs, storedAheadMs }, NO_DEVICES).map(({ report, text }) => `${report.Kind}: ${text}`);
  assert.deepEqual(said(undefined, 300_000), []);
  assert.match(
    said(61 * 86_400_000, 0).join(),
    /^clock-ahead: The server's clock is 61 days ahead .* run "clock confirm"\.$/,
  );
  assert.match(
    said(-90_000, 90_000).join(),
    /^clock-behind: The server's clock is 2 min behind .* run "clock confirm"\.$/,
  );
  assert.match(said(undefined, 10_800_000).join(), /^stored-ahead: The newest time of storing is 3 hours ahead /);
});

test('warnings name for the status by how much the clock is off, or how many devices say so', () => {
  const reported = (offByMs: number | undefined, devices = NO_DEVICES) =>
    clockWarnings({ offByMs, storedAheadMs: 0 }, devices).map(({ report }) => report);
  assert.deepEqual(reported(-10_800_400), [{ Kind: 'clock-behind', Seconds: 10_800 }]);
  assert.deepEqual(reported(undefined, { ahead: 4, behind: 0, agreeing: 1 }), [{ Kind: 'devices-ahead', Devices: 4 }]);
  assert.deepEqual(reported(undefined, { ahead: 0, behind: 3, agreeing: 1 }), [{ Kind: 'devices-behind', Devices: 3 }]);
});
