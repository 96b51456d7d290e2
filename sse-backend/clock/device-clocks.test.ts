import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DeviceClocks } from './device-clocks.ts';

const MINUTE = 60_000;

test('a device counts by the last TakenAt that it sent, until it has sent nothing for ten minutes', () => {
  let elapsedMs = 0;
  const clocks = new DeviceClocks(
    () => elapsedMs,
    () => false,
  );
  const passed = fc.integer({ min: 0, max: 360 }).map((seconds) => seconds * 1000);
  const offBy = fc.constantFrom(-5 * MINUTE, 0, 5 * MINUTE, 6 * MINUTE);
  const note = fc.record({ passed, rfid: fc.constantFrom('A', 'B', 'C', 'D'), offBy });
  fc.assert(
    fc.property(fc.array(note), (notes) => {
      // What the run before has left is too old.
      elapsedMs += 10 * MINUTE;
      const last = new Map<string, { readonly atMs: number; readonly offBy: number }>();
      for (const { passed: ms, rfid, offBy: by } of notes) {
        elapsedMs += ms;
        clocks.note(rfid, by, 0);
        last.set(rfid, { atMs: elapsedMs, offBy: by });
        const lately = [...last.values()]
          .filter(({ atMs }) => atMs > elapsedMs - 10 * MINUTE)
          .map((each) => each.offBy);
        assert.deepEqual(clocks.tally(), {
          ahead: lately.filter((each) => each > 5 * MINUTE).length,
          behind: 0,
          agreeing: lately.filter((each) => Math.abs(each) <= 5 * MINUTE).length,
        });
      }
    }),
  );
});

test('ten thousand devices are remembered, and one more evicts the one that was silent for the longest', () => {
  const clocks = new DeviceClocks(
    () => 0,
    () => false,
  );
  for (let number = 0; number < 10_000; number += 1) clocks.note(`R${number}`, number === 0 ? 6 * MINUTE : 0, 0);
  assert.deepEqual(clocks.tally(), { ahead: 1, behind: 0, agreeing: 9999 });
  clocks.note('R10000', 0, 0);
  assert.deepEqual(clocks.tally(), { ahead: 0, behind: 0, agreeing: 10_000 });
});

test('devices whose readings stay equally late for a minute are behind, until they agree again', () => {
  let elapsedMs = 0;
  const clocks = new DeviceClocks(
    () => elapsedMs,
    () => false,
  );
  const send = (offBy: number) => ['A', 'B', 'C'].forEach((rfid) => clocks.note(rfid, elapsedMs + offBy, elapsedMs));
  for (; elapsedMs < MINUTE; elapsedMs += 5000) {
    send(-20 * MINUTE - (elapsedMs % 10_000));
    assert.deepEqual(clocks.tally(), { ahead: 0, behind: 0, agreeing: 0 });
  }
  send(-20 * MINUTE);
  assert.deepEqual(clocks.tally(), { ahead: 0, behind: 3, agreeing: 0 });
  send(0);
  assert.deepEqual(clocks.tally(), { ahead: 0, behind: 0, agreeing: 3 });
});

test('devices that send the history of an hour are not behind, however fast they do', () => {
  for (const minutesPerSecond of [1, 20, 2000]) {
    let elapsedMs = 0;
    const clocks = new DeviceClocks(
      () => elapsedMs,
      () => false,
    );
    for (let takenAt = -60 * MINUTE; takenAt < 0; takenAt += MINUTE) {
      for (const rfid of ['A', 'B', 'C', 'D']) clocks.note(rfid, elapsedMs + takenAt, elapsedMs);
      assert.equal(clocks.tally().behind, 0);
      elapsedMs += 1000 / minutesPerSecond;
    }
  }
});
