import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { CLOCK_HISTORY, Machine } from '../testing/clock-history.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestClock } from '../testing/test-clock.ts';
import { EVERY_ALARM, openLog, reading } from '../testing/test-log.ts';
import type { EventLog } from './event-log.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
const RETAIN_MS = 30 * 24 * HOUR;

function opener(t: TestContext, { now, steady }: TestClock): () => Promise<EventLog> {
  const file = join(tempFolder(t), 'log.sqlite');
  return () => openLog(t, { file, now, steady, retainMs: RETAIN_MS });
}

async function storeOnce(open: () => Promise<EventLog>, readings = [reading()]): Promise<EventLog> {
  const log = await open();
  await log.append(readings, 'each');
  // Behind the first step of retention.
  await log.since(0);
  await log.close();
  return log;
}

/** Each event's time of storing shows in where `?since=` begins. */
async function storedAts(log: EventLog, times: readonly number[]): Promise<number[]> {
  return Promise.all(times.map(async (time) => (await log.since(time)).sequence));
}

test('a start with the clock a year back, one reading, and a start with the right clock remove nothing', async (t) => {
  const clock = new TestClock(NINE);
  const open = opener(t, clock);
  await storeOnce(
    open,
    Array.from({ length: 2000 }, () => reading()),
  );
  clock.jump(-YEAR);
  const wrong = await storeOnce(open);
  assert.ok((wrong.clock.offByMs ?? 0) < -YEAR + MINUTE);
  clock.jump(YEAR);
  clock.pass(MINUTE);
  const right = await storeOnce(open);
  assert.deepEqual([right.head, right.oldest, right.clock.offByMs], [2002, 1, undefined]);
});

for (const [how, restart] of [
  ['a restart of the server', () => undefined],
  ['a restart of the machine', (clock: TestClock) => clock.reboot(MINUTE)],
] as const) {
  test(`a clock that is years ahead after ${how} has nothing removed, and is in doubt`, async (t) => {
    const clock = new TestClock(NINE);
    const open = opener(t, clock);
    await storeOnce(open);
    restart(clock);
    clock.jump(5 * YEAR);
    const wrong = await storeOnce(open);
    assert.deepEqual([wrong.head, wrong.oldest], [2, 1]);
    assert.ok((wrong.clock.offByMs ?? 0) >= 5 * YEAR);
  });
}

test('times of storing never run back, nor stay behind when all events were removed', async (t) => {
  const clock = new TestClock(NINE);
  const file = join(tempFolder(t), 'log.sqlite');
  const open = () => openLog(t, { file, now: clock.now, steady: clock.steady, retainMs: RETAIN_MS, retainEvents: 1 });
  clock.jump(3 * HOUR);
  await storeOnce(open);
  clock.jump(-3 * HOUR);
  await storeOnce(open, [reading(), reading()]);
  const log = await open();
  assert.deepEqual(await storedAts(log, [NINE, NINE + 3 * HOUR, NINE + 4 * HOUR]), [2, 2, 3]);
});

test('after readings of a clock that was 3 hours ahead, a fever without TakenAt raises its alarm at once, at the right time', async (t) => {
  const clock = new TestClock(NINE);
  const open = opener(t, clock);
  clock.jump(3 * HOUR);
  await storeOnce(open);
  clock.jump(-3 * HOUR);
  const log = await open();
  await log.append([reading({ temperature: '40.2C' })], 'each');
  const { alarms } = await log.alarms(EVERY_ALARM);
  assert.deepEqual(
    alarms.map(({ alarm }) => [alarm.alarm, alarm.raisedAt]),
    [[log.idOf(2), '2026-11-20T09:00:00.000Z']],
  );
  const { readings } = await log.latest();
  assert.match(readings.join(), /40\.2C.*"TakenAt":"2026-11-20T09:00:00\.000Z"/);
});

test('a latest reading within 5 minutes ahead of the clock stays, and a reading without TakenAt comes after it', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  await log.append([reading({ takenAtMs: NINE + 5 * MINUTE })], 'each');
  await log.append([reading({ temperature: '40.2C', takenAtMs: NINE })], 'each');
  assert.deepEqual((await log.alarms(EVERY_ALARM)).alarms, []);
  await log.append([reading({ temperature: '40.2C' })], 'each');
  assert.equal((await log.alarms(EVERY_ALARM)).alarms.length, 1);
  assert.match((await log.latest()).readings.join(), /09:05:00\.001Z/);
});

test('an alarm that a set-back clock ends has not ended before it began, and an acknowledgement has the time on the clock', async (t) => {
  const clock = new TestClock(NINE + 3 * HOUR);
  const log = await openLog(t, { now: clock.now, steady: clock.steady });
  await log.append([reading({ temperature: '40.2C' })], 'each');
  clock.jump(-3 * HOUR);
  await log.append([reading()], 'each');
  await log.acknowledge({ alarm: log.idOf(1), by: 'local', note: '' });
  const [{ alarm } = assert.fail()] = (await log.alarms(EVERY_ALARM)).alarms;
  assert.equal(alarm.endedAt, alarm.raisedAt);
  assert.equal(alarm.acknowledged?.at, '2026-11-20T09:00:00.000Z');
});

test('a log in a file keeps what is younger than --retain, with times and ids that only rise, whatever its clock does', async (t) => {
  await fc.assert(
    fc.asyncProperty(CLOCK_HISTORY, async ({ startsOffByMs, events }) => {
      const machine = new Machine(NINE, startsOffByMs);
      const open = opener(t, machine.clock);
      const storedAt: number[] = [];
      let log = await open();
      for (const event of events.slice(0, 10)) {
        await log.close();
        machine.live(event);
        log = await open();
        if (event.kind === 'store') {
          const [outcome] = await log.append([reading({ rfid: event.rfid })], 'each');
          storedAt.push(machine.trueMs);
          assert.deepEqual(outcome, { kind: 'stored', sequence: storedAt.length });
        }
        await log.since(0);
        for (const trueMs of storedAt.slice(0, log.oldest - 1)) assert.ok(machine.trueMs - trueMs >= RETAIN_MS);
      }
      await log.close();
    }),
    { numRuns: 6 },
  );
});
