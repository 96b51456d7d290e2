import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { EVERY_ALARM, openLog, reading } from '../testing/test-log.ts';
import type { EventLog } from './event-log.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const HOUR = 3_600_000;

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
  let now = NINE;
  const folder = tempFolder(t);
  const options = { file: join(folder, 'log.sqlite'), now: () => now, retainMs: HOUR };
  const log = await openLog(t, options);
  await append(log, 2500, 'R1');
  now = NINE + HOUR / 2;
  await append(log, 1, 'R2');
  now = NINE + HOUR + 1;
  await log.close();
  const reopened = await openLog(t, options);
  await trimmedTo(reopened, 2501);
  assert.deepEqual(await reopened.since(NINE), { sequence: 2500, isTrimmed: true });
  assert.deepEqual(await reopened.since(NINE + 1), { sequence: 2500, isTrimmed: false });
  const { readings } = await reopened.latest();
  assert.match(readings.join(), /^{"Id":"[^"]+-2501".*"RFID":"R2"/);
});

test('the sequence goes on after retention has emptied the log and the server was started anew', async (t) => {
  let now = NINE;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now: () => now, retainMs: HOUR };
  const log = await openLog(t, options);
  await append(log, 3);
  await log.close();
  now = NINE + 2 * HOUR;
  const reopened = await openLog(t, options);
  await trimmedTo(reopened, 4);
  assert.equal(reopened.epoch, log.epoch);
  await append(reopened, 1);
  assert.deepEqual([reopened.head, reopened.oldest], [4, 4]);
});

test('a clock that is far ahead for a moment has nothing removed', async (t) => {
  let now = NINE;
  const looked = Promise.withResolvers<void>();
  const clock = () => {
    if (now !== NINE) looked.resolve();
    return now;
  };
  const log = await openLog(t, { now: clock, retainMs: HOUR });
  await append(log, 3);
  now = NINE + 1000 * HOUR;
  // Nothing else asks for the time now; what it does then comes before the append, as the log's thread answers in order.
  await looked.promise;
  now = NINE + 1;
  await append(log, 1);
  assert.deepEqual([log.head, log.oldest], [4, 1]);
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
  let now = NINE;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now: () => now, retainMs: HOUR };
  const log = await openLog(t, options);
  const [settled, seenLate] = await raiseAndEnd(log, now, 'settled', 'seen late', 'unseen');
  await log.append([reading({ rfid: 'open', temperature: '39.0C' })], 'each');
  await log.append([reading({ rfid: 'ended late', temperature: '39.0C', takenAtMs: now })], 'each');
  await acknowledge(log, settled);
  for (const sequence of [7, 8]) assert.equal((await acknowledge(log, log.idOf(sequence))).kind, 'stored');
  now = NINE + HOUR / 2;
  await acknowledge(log, seenLate);
  await log.append([reading({ rfid: 'ended late', takenAtMs: now })], 'each');
  now = NINE + HOUR + 2;
  await log.close();
  const reopened = await openLog(t, options);
  while ((await keptAlarms(reopened)).includes('settled')) await reopened.since(0);
  assert.deepEqual(await keptAlarms(reopened), ['ended late', 'open', 'seen late', 'unseen']);
  assert.deepEqual(await acknowledge(reopened, settled), { kind: 'unknown' });
  assert.equal((await acknowledge(reopened, seenLate)).kind, 'repeated');
});

test('an alarm is found to be due, and removed, also when nothing else is', async (t) => {
  let now = NINE;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now: () => now, retainMs: HOUR, retainEvents: 1 };
  const log = await openLog(t, options);
  const [alarm] = await raiseAndEnd(log, now, 'A');
  await acknowledge(log, alarm);
  now = NINE + HOUR;
  await raiseAndEnd(log, now, 'A');
  now = NINE + HOUR + 2;
  await log.close();
  const reopened = await openLog(t, options);
  while ((await keptAlarms(reopened)).length > 1) await reopened.since(0);
  assert.deepEqual(await keptAlarms(reopened), ['A']);
});

test('more alarms than a step removes go in several', async (t) => {
  let now = NINE;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now: () => now, retainMs: HOUR };
  const log = await openLog(t, options);
  const alarms = await raiseAndEnd(log, now, ...Array.from({ length: 250 }, (_, index) => `R${index}`));
  await Promise.all(alarms.map((alarm) => acknowledge(log, alarm)));
  now = NINE + HOUR + 2;
  await log.close();
  const reopened = await openLog(t, options);
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
