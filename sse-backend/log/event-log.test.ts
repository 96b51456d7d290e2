import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog, reading, RULES } from '../testing/test-log.ts';
import type { AppendOutcome, StoredEvent } from './shapes.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const MINUTE = 60_000;

function stored(...sequences: number[]): AppendOutcome[] {
  return sequences.map((sequence) => ({ kind: 'stored', sequence }));
}

test('a new log begins at 0 with an epoch that its ids carry', async (t) => {
  const log = await openLog(t);
  assert.match(log.epoch, /^[a-z][a-z0-9]{5}$/);
  assert.deepEqual([log.head, log.oldest, log.idOf(7)], [0, 1, `${log.epoch}-7`]);
});

test('an appended reading is given the next sequence and announced with the text that is streamed', async (t) => {
  const log = await openLog(t);
  const announced: StoredEvent[] = [];
  log.onStored((events) => announced.push(...events));
  const takenAtMs = NINE + 2114;
  assert.deepEqual(await log.append([reading({ temperature: '102.5F', takenAtMs })], 'all-or-nothing'), stored(1));
  const data = `{"Name":"Mass Roy","Temparature":"102.5F","RFID":"R546546","TakenAt":"2026-11-20T09:00:02.114Z","Status":"fever","Alarm":"${log.epoch}-1"}`;
  assert.deepEqual(announced, [{ sequence: 1, type: 'message', rfid: 'R546546', data }]);
  assert.equal(log.head, 1);
});

test('appends of many callers at once are each answered with their own sequences', async (t) => {
  const log = await openLog(t);
  const appends = Array.from({ length: 500 }, (_, index) => log.append([reading({ rfid: `R${index}` })], 'each'));
  const sequences = (await Promise.all(appends)).map(([outcome]) => outcome?.kind === 'stored' && outcome.sequence);
  assert.deepEqual(
    sequences,
    Array.from({ length: 500 }, (_, index) => index + 1),
  );
});

test('an append right after another one has been answered is stored too', async (t) => {
  const log = await openLog(t);
  for (let sequence = 1; sequence <= 50; sequence += 1) {
    assert.deepEqual(await log.append([reading()], 'each'), stored(sequence));
  }
});

test('a reading sent again with the same content is stored once and answered with its first sequence', async (t) => {
  const log = await openLog(t);
  const sent = reading({ takenAtMs: NINE });
  await log.append([sent], 'all-or-nothing');
  assert.deepEqual(await log.append([sent, sent], 'all-or-nothing'), [
    { kind: 'repeated', sequence: 1 },
    { kind: 'repeated', sequence: 1 },
  ]);
  assert.equal(log.head, 1);
});

test('a name stored before names were kept in NFC is the same name in NFC', async (t) => {
  const log = await openLog(t);
  const sent = reading({ takenAtMs: NINE, name: 'Zoe\u0308' });
  await log.append([sent], 'all-or-nothing');
  const again = await log.append([{ ...sent, name: 'Zo\u00eb' }], 'all-or-nothing');
  assert.deepEqual(again, [{ kind: 'repeated', sequence: 1 }]);
});

test('a reading sent twice within one append is stored once', async (t) => {
  const log = await openLog(t);
  const sent = reading({ takenAtMs: NINE });
  assert.deepEqual(await log.append([sent, sent], 'all-or-nothing'), [
    { kind: 'stored', sequence: 1 },
    { kind: 'repeated', sequence: 1 },
  ]);
});

test('of an all-or-nothing append with a conflict nothing is stored', async (t) => {
  const log = await openLog(t);
  await log.append([reading({ takenAtMs: NINE })], 'all-or-nothing');
  const others = [reading({ rfid: 'R2' }), reading({ takenAtMs: NINE, temperature: '36.7C' })];
  assert.deepEqual(await log.append(others, 'all-or-nothing'), [
    { kind: 'withheld' },
    { kind: 'conflict', storedSequence: 1, field: 'temperature' },
  ]);
  assert.equal(log.head, 1);
});

test('two readings of one all-or-nothing append that contradict each other are both kept out', async (t) => {
  const log = await openLog(t);
  const one = reading({ takenAtMs: NINE });
  assert.deepEqual(await log.append([one, { ...one, name: 'Ann' }], 'all-or-nothing'), [
    { kind: 'withheld' },
    { kind: 'conflict', storedSequence: undefined, field: 'name' },
  ]);
  assert.equal(log.head, 0);
});

test('with "each", a conflict keeps only itself out', async (t) => {
  const log = await openLog(t);
  const one = reading({ takenAtMs: NINE });
  assert.deepEqual(await log.append([one, { ...one, name: 'Ann' }, reading({ rfid: 'R2' })], 'each'), [
    { kind: 'stored', sequence: 1 },
    { kind: 'conflict', storedSequence: 1, field: 'name' },
    { kind: 'stored', sequence: 2 },
  ]);
});

test('readings without TakenAt get the time of arrival, or the next free millisecond after the newest of their tag', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  await log.append([reading({ takenAtMs: NINE + 1 })], 'each');
  await log.append([reading(), reading(), reading({ rfid: 'R2' })], 'each');
  await log.append([reading()], 'each');
  const { events } = await log.between(1, 5);
  const times = events.map(({ data }) => (JSON.parse(data) as { TakenAt: string }).TakenAt.slice(-4));
  assert.deepEqual(times, ['002Z', '003Z', '000Z', '004Z']);
});

test('a reading without TakenAt is not given the moment that another one of the same append names as its own', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  const sent = [reading(), reading({ takenAtMs: NINE, temperature: '37.0C' })];
  assert.deepEqual(await log.append(sent, 'all-or-nothing'), stored(1, 2));
});

test('an alarm is raised by the first fever reading, carried until below OFF, and the next one has another id', async (t) => {
  const log = await openLog(t);
  const temperatures = ['37.9C', '38.0C', '37.8C', '37.7C', '38.1C'];
  const readings = temperatures.map((temperature, minute) =>
    reading({ temperature, takenAtMs: NINE + minute * MINUTE }),
  );
  await log.append(readings, 'each');
  assert.deepEqual(await statusesOf(log), [
    'normal',
    `fever ${log.epoch}-2`,
    `fever ${log.epoch}-2`,
    'normal',
    `fever ${log.epoch}-5`,
  ]);
});

test('an alarm outlives a restart of the server', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const log = await openLog(t, { file });
  await log.append([reading({ temperature: '39.0C', takenAtMs: NINE })], 'each');
  await log.close();
  const again = await openLog(t, { file });
  await again.append([reading({ temperature: '37.9C', takenAtMs: NINE + 1 })], 'each');
  assert.deepEqual(await statusesOf(again), [`fever ${log.epoch}-1`, `fever ${log.epoch}-1`]);
});

test('with a hold, an alarm is raised by the reading that finds the fever lasting so long', async (t) => {
  const log = await openLog(t, { rules: { ...RULES, alarmHoldMs: 2 * MINUTE } });
  const readings = [0, 1, 2, 3].map((minute) => reading({ temperature: '38.5C', takenAtMs: NINE + minute * MINUTE }));
  await log.append(readings, 'each');
  assert.deepEqual(await statusesOf(log), ['fever', 'fever', `fever ${log.epoch}-3`, `fever ${log.epoch}-3`]);
});

test('a late reading is judged alone and changes neither latest nor the alarm', async (t) => {
  const log = await openLog(t);
  await log.append([reading({ temperature: '39.0C', takenAtMs: NINE })], 'each');
  await log.append([reading({ temperature: '36.6C', takenAtMs: NINE - MINUTE })], 'each');
  await log.append([reading({ temperature: '37.9C', takenAtMs: NINE - 2 * MINUTE })], 'each');
  await log.append([reading({ temperature: '37.9C', takenAtMs: NINE + MINUTE })], 'each');
  assert.deepEqual(await statusesOf(log), [`fever ${log.epoch}-1`, 'normal', 'normal', `fever ${log.epoch}-1`]);
  const { readings, sequence } = await log.latest();
  assert.equal(sequence, 4);
  assert.match(readings.join(), new RegExp(`^{"Id":"${log.epoch}-4",.*"Alarm":"${log.epoch}-1"}$`));
});

test('an imported reading changes neither latest nor alarms, however new', async (t) => {
  const log = await openLog(t);
  await log.append([reading({ type: 'backfill', temperature: '39.0C', takenAtMs: NINE })], 'each');
  assert.deepEqual(await statusesOf(log), ['fever']);
  assert.deepEqual(await log.latest(), { readings: [], sequence: 1 });
});

test('the snapshot of everyone stands at the position from which the stream goes on', async (t) => {
  const log = await openLog(t);
  for (const rfid of ['R2', 'R1', 'R2']) await log.append([reading({ rfid })], 'each');
  const { readings, sequence } = await log.latest();
  assert.equal(sequence, 3);
  const ids = readings.map((text) => (JSON.parse(text) as { Id: string }).Id);
  assert.deepEqual(ids, [log.idOf(2), log.idOf(3)]);
});

test('history is by TakenAt, newest first, and a place in it continues where it ended', async (t) => {
  const log = await openLog(t);
  const times = [3, 1, 2, 5, 4].map((minute) => NINE + minute * MINUTE);
  await log.append(
    times.map((takenAtMs) => reading({ takenAtMs })),
    'each',
  );
  await log.append([reading({ rfid: 'R2', takenAtMs: NINE })], 'each');
  const query = { rfid: 'R546546', from: NINE, to: NINE + 5 * MINUTE, limit: 2, before: undefined };
  const first = await log.history(query);
  assert.deepEqual(sequences(first), [5, 1]);
  assert.deepEqual(sequences(await log.history({ ...query, limit: 9, before: first[1] })), [3, 2]);
  const everyone = { ...query, rfid: undefined, from: undefined, to: undefined, limit: 9 };
  assert.deepEqual(sequences(await log.history(everyone)), [4, 5, 1, 3, 2, 6]);
});

test('times of storing never run backwards, though the clock may', async (t) => {
  let now = NINE;
  const log = await openLog(t, { now: () => now });
  for (const time of [NINE, NINE + 1000, NINE + 500, NINE + 2000]) {
    now = time;
    await log.append([reading()], 'each');
  }
  const since = async (ms: number) => (await log.since(ms)).sequence;
  assert.deepEqual([await since(NINE), await since(NINE + 1), await since(NINE + 1000)], [0, 1, 1]);
  assert.deepEqual([await since(NINE + 1001), await since(NINE + 2001)], [3, 4]);
});

test('when the clock is set back, a fever without TakenAt is not late: it is shown and raises its alarm', async (t) => {
  let now = NINE;
  const log = await openLog(t, { now: () => now });
  await log.append([reading()], 'each');
  now = NINE - 60 * MINUTE;
  await log.append([reading({ temperature: '40.0C' })], 'each');
  assert.deepEqual(await statusesOf(log), ['normal', `fever ${log.epoch}-2`]);
  assert.match((await log.latest()).readings.join(), /"Temparature":"40\.0C"/);
});

test('a clock that was days ahead for a moment leaves no mark on what is stored afterwards', async (t) => {
  let now = NINE + 40 * 24 * 60 * MINUTE;
  const log = await openLog(t, { now: () => now });
  await log.append([reading()], 'each');
  now = NINE;
  await log.append([reading({ rfid: 'R2' })], 'each');
  assert.equal((await log.since(NINE + MINUTE)).sequence, 0);
  const { events } = await log.between(1, 2);
  assert.match(events[0]?.data ?? '', /"TakenAt":"2026-11-20T09:00:00\.000Z"/);
});

test('everyone who asks while the snapshot is read shares it, and nobody gets one from before their own reading', async (t) => {
  const log = await openLog(t);
  await log.append([reading()], 'each');
  const [first, second] = [log.latest(), log.latest()];
  assert.equal(first, second);
  await log.append([reading()], 'each');
  const third = log.latest();
  assert.notEqual(third, first);
  assert.equal((await third).sequence, 2);
  await Promise.all([first, second]);
});

test('the place before the newest events counts those that pass the filter', async (t) => {
  const log = await openLog(t);
  for (const rfid of ['R1', 'R2', 'R1', 'R2', 'R2']) await log.append([reading({ rfid })], 'each');
  const before = async (count: number, rfids: string[]) => {
    const { sequence, areFewer } = await log.beforeNewest(count, { types: ['message'], rfids });
    return areFewer ? 'fewer' : sequence;
  };
  assert.deepEqual([await before(0, []), await before(2, []), await before(9, [])], [5, 3, 'fewer']);
  assert.deepEqual([await before(1, ['R1']), await before(2, ['R1']), await before(3, ['R1'])], [2, 0, 'fewer']);
  const none = await log.beforeNewest(1, { types: ['acknowledgement'], rfids: [] });
  assert.deepEqual(none, { sequence: 0, areFewer: true });
});

test('a log in memory does the same without a file', async (t) => {
  const log = await openLog(t, { file: ':memory:' });
  assert.deepEqual(await log.append([reading({ takenAtMs: NINE })], 'each'), stored(1));
  assert.equal((await log.latest()).sequence, 1);
});

test('a closed log has stored what was given to it before, and refuses what comes after', async (t) => {
  const log = await openLog(t);
  const given = Array.from({ length: 20 }, () => log.append([reading()], 'each'));
  await log.close();
  assert.deepEqual((await Promise.all(given)).flat(), stored(...Array.from({ length: 20 }, (_, index) => index + 1)));
  await assert.rejects(log.append([reading()], 'each'), { code: 'server-stopping' });
});

async function statusesOf(log: Awaited<ReturnType<typeof openLog>>): Promise<string[]> {
  const { events } = await log.between(0, log.head);
  return events.map(({ data }) => {
    const { Status, Alarm } = JSON.parse(data) as { Status: string; Alarm?: string };
    return Alarm === undefined ? Status : `${Status} ${Alarm}`;
  });
}

function sequences(rows: readonly { readonly sequence: number }[]): number[] {
  return rows.map(({ sequence }) => sequence);
}

test('a listener that throws ends the program, after the reading was answered, and stops no other append', async (t) => {
  const crashed = Promise.withResolvers<Error>();
  const log = await openLog(t, { onCrash: crashed.resolve });
  log.onStored(() => {
    throw new Error('a fault of the listener');
  });
  assert.deepEqual(await log.append([reading()], 'each'), [{ kind: 'stored', sequence: 1 }]);
  assert.equal((await crashed.promise).message, 'a fault of the listener');
  assert.deepEqual(await log.append([reading()], 'each'), [{ kind: 'stored', sequence: 2 }]);
});
