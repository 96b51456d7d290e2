import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestClock } from '../testing/test-clock.ts';
import { EVERY_ALARM, openLog, reading } from '../testing/test-log.ts';
import type { EventLog, EventLogOptions } from './event-log.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Options extends Partial<EventLogOptions> {
  readonly clock: TestClock;
}

function optionsOf(t: TestContext, clock = new TestClock(NINE)): Options {
  const { now, steady } = clock;
  return { clock, file: join(tempFolder(t), 'log.sqlite'), now, steady, retainMs: HOUR };
}

/**
 * Closes a log, lets time pass and opens it again. A log looks at the clocks as it is opened, and puts a mark: so it does
 * after the first minute.
 */
async function reopenAfter(ms: number, t: TestContext, log: EventLog, options: Options): Promise<EventLog> {
  await log.close();
  options.clock.pass(MINUTE);
  const marking = await openLog(t, options);
  await marking.since(0);
  await marking.close();
  options.clock.pass(ms - MINUTE);
  return openLog(t, options);
}

async function append(log: EventLog, count: number, rfid = 'R1'): Promise<void> {
  await log.append(
    Array.from({ length: count }, () => reading({ rfid })),
    'each',
  );
}

test('no more events are kept than --retain-events, at every commit', async (t) => {
  const log = await openLog(t, { retainEvents: 10 });
  await append(log, 7);
  assert.equal(log.oldest, 1);
  await append(log, 2500);
  assert.deepEqual([log.head, log.oldest], [2507, 2498]);
  assert.equal((await log.between(0, log.head)).events.length, 10);
});

test('events are removed when they have been stored for as long as --retain says', async (t) => {
  const options = optionsOf(t);
  const log = await openLog(t, options);
  await append(log, 2500, 'R1');
  const second = await reopenAfter(HOUR / 2, t, log, options);
  await append(second, 1, 'R2');
  const third = await reopenAfter(HOUR / 2 + MINUTE, t, second, options);
  await trimmedTo(third, 2501);
  assert.deepEqual(await third.since(NINE), { sequence: 2500, isTrimmed: true });
  assert.deepEqual(await third.since(NINE + 1), { sequence: 2500, isTrimmed: false });
  const { readings } = await third.latest();
  assert.match(readings.join(), /^{"Id":"[^"]+-2501".*"RFID":"R2"/);
});

test('the sequence goes on after retention has emptied the log and the server was started anew', async (t) => {
  const options = optionsOf(t);
  const log = await openLog(t, options);
  await append(log, 3);
  const second = await reopenAfter(2 * MINUTE, t, log, options);
  const third = await reopenAfter(2 * HOUR, t, second, options);
  await trimmedTo(third, 4);
  assert.equal(third.epoch, log.epoch);
  await append(third, 1);
  assert.deepEqual([third.head, third.oldest], [4, 4]);
});

test('somebody with an open alarm is remembered beyond retention, and a repeat of the latest reading is recognised', async (t) => {
  const log = await openLog(t, { retainEvents: 1 });
  const fever = reading({ temperature: '39.0C', takenAtMs: NINE });
  await log.append([fever], 'each');
  await append(log, 5, 'R2');
  assert.deepEqual(await log.append([fever], 'each'), [{ kind: 'repeated', sequence: 1 }]);
  assert.equal((await log.latest()).readings.length, 2);
});

/** Raises and ends an alarm a tag, all at the time of the log; gives their ids. */
async function raiseAndEnd(log: EventLog, now: number, ...rfids: string[]): Promise<string[]> {
  const raised = await log.append(
    rfids.map((rfid) => reading({ rfid, temperature: '39.0C', takenAtMs: now })),
    'each',
  );
  await log.append(
    rfids.map((rfid) => reading({ rfid, takenAtMs: now + 1 })),
    'each',
  );
  return raised.map((outcome) => (outcome.kind === 'stored' ? log.idOf(outcome.sequence) : outcome.kind));
}

async function keptAlarms(log: EventLog): Promise<string[]> {
  const { alarms } = await log.alarms(EVERY_ALARM);
  return alarms.map(({ alarm }) => alarm.rfid).sort();
}

function acknowledge(log: EventLog, alarm: string | undefined) {
  return log.acknowledge({ alarm: alarm ?? '', by: 'local', note: '' });
}

test('an alarm goes when its end and its acknowledgement are both older than --retain, and is unknown then', async (t) => {
  const options = optionsOf(t);
  const first = await openLog(t, options);
  const [settled, seenLate] = await raiseAndEnd(first, NINE, 'settled', 'seen late', 'unseen');
  await first.append([reading({ rfid: 'open', temperature: '39.0C' })], 'each');
  await first.append([reading({ rfid: 'ended late', temperature: '39.0C', takenAtMs: NINE })], 'each');
  await acknowledge(first, settled);
  for (const sequence of [7, 8]) assert.equal((await acknowledge(first, first.idOf(sequence))).kind, 'stored');
  const second = await reopenAfter(HOUR / 2, t, first, options);
  await acknowledge(second, seenLate);
  await second.append([reading({ rfid: 'ended late', takenAtMs: options.clock.wallMs })], 'each');
  const reopened = await reopenAfter(HOUR / 2 + MINUTE, t, second, options);
  while ((await keptAlarms(reopened)).includes('settled')) await reopened.since(0);
  assert.deepEqual(await keptAlarms(reopened), ['ended late', 'open', 'seen late', 'unseen']);
  assert.deepEqual(await acknowledge(reopened, settled), { kind: 'unknown' });
  assert.equal((await acknowledge(reopened, seenLate)).kind, 'repeated');
});

test('an alarm is found to be due, and removed, also when nothing else is', async (t) => {
  const options = { ...optionsOf(t), retainEvents: 1 };
  const log = await openLog(t, options);
  const [alarm] = await raiseAndEnd(log, NINE, 'A');
  await acknowledge(log, alarm);
  const second = await reopenAfter(MINUTE, t, log, options);
  await raiseAndEnd(second, options.clock.wallMs, 'A');
  const reopened = await reopenAfter(HOUR, t, second, options);
  while ((await keptAlarms(reopened)).length > 1) await reopened.since(0);
  assert.deepEqual(await keptAlarms(reopened), ['A']);
});

test('more alarms than a step removes go in several', async (t) => {
  const options = optionsOf(t);
  const log = await openLog(t, options);
  const alarms = await raiseAndEnd(log, NINE, ...Array.from({ length: 250 }, (_, index) => `R${index}`));
  await Promise.all(alarms.map((alarm) => acknowledge(log, alarm)));
  const second = await reopenAfter(MINUTE, t, log, options);
  const reopened = await reopenAfter(HOUR, t, second, options);
  while ((await keptAlarms(reopened)).length > 0) await reopened.since(0);
});

test('--retain-events removes no alarm', async (t) => {
  const log = await openLog(t, { now: () => NINE, retainEvents: 1 });
  const [alarm] = await raiseAndEnd(log, NINE, 'A');
  await acknowledge(log, alarm);
  await append(log, 5);
  assert.deepEqual(await keptAlarms(log), ['A']);
  assert.equal((await acknowledge(log, alarm)).kind, 'repeated');
});

/** Retention works in steps of its own; each step is a turn of the worker that a read waits behind. */
async function trimmedTo(log: EventLog, oldest: number): Promise<void> {
  while (log.oldest < oldest) await log.since(0);
  assert.equal(log.oldest, oldest);
}
