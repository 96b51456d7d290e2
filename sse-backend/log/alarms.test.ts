import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Alarm } from '../contract/alarm.ts';
import { formatInstant } from '../contract/instant.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { EVERY_ALARM, openLog, reading, RULES } from '../testing/test-log.ts';
import type { EventLog } from './event-log.ts';
import type { StoredEvent } from './shapes.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const MINUTE = 60_000;

/** Appends one person's readings, a minute apart. */
async function appendMinutely(log: EventLog, temperatures: readonly string[], rfid = 'R1'): Promise<void> {
  const readings = temperatures.map((temperature, minute) =>
    reading({ rfid, temperature, takenAtMs: NINE + minute * MINUTE }),
  );
  await log.append(readings, 'each');
}

async function alarmsOf(log: EventLog): Promise<Alarm[]> {
  const { alarms } = await log.alarms(EVERY_ALARM);
  return alarms.map(({ alarm }) => alarm);
}

function acknowledge(log: EventLog, sequence: number, note = '') {
  return log.acknowledge({ alarm: log.idOf(sequence), by: 'local', note });
}

test('an alarm is of the reading that raised it, has its furthest temperature, and ends with the reading beyond OFF', async (t) => {
  const log = await openLog(t);
  await appendMinutely(log, ['38.0C', '102.5F', '38.4C']);
  const open = {
    alarm: log.idOf(1),
    rfid: 'R1',
    name: 'Mass Roy',
    kind: 'fever',
    raisedAt: formatInstant(NINE),
    peak: '102.5F',
  } as const;
  assert.deepEqual(await alarmsOf(log), [open]);
  const after = reading({ rfid: 'R1', name: 'Roy', temperature: '37.7C', takenAtMs: NINE + 3 * MINUTE });
  await log.append([after], 'each');
  assert.deepEqual(await alarmsOf(log), [{ ...open, endedAt: formatInstant(NINE + 3 * MINUTE) }]);
});

test('a fever that turns into hypothermia ends one alarm and raises the other', async (t) => {
  const log = await openLog(t);
  await appendMinutely(log, ['39.0C', '34.0C', '33.5C']);
  const at = (minute: number) => formatInstant(NINE + minute * MINUTE);
  assert.deepEqual(
    (await alarmsOf(log)).map(({ alarm, kind, raisedAt, endedAt, peak }) => [alarm, kind, raisedAt, endedAt, peak]),
    [
      [log.idOf(2), 'hypothermia', at(1), undefined, '33.5C'],
      [log.idOf(1), 'fever', at(0), at(1), '39.0C'],
    ],
  );
});

test('with a hold, an alarm is raised at the reading that found the fever lasting so long', async (t) => {
  const log = await openLog(t, { rules: { ...RULES, alarmHoldMs: MINUTE } });
  await appendMinutely(log, ['38.5C', '38.6C']);
  const raised = (await alarmsOf(log)).map(({ alarm, raisedAt }) => [alarm, raisedAt]);
  assert.deepEqual(raised, [[log.idOf(2), formatInstant(NINE + MINUTE)]]);
});

test('an acknowledgement is an event, announced in order with the readings of the same commit', async (t) => {
  const log = await openLog(t, { now: () => NINE + 2114 });
  await appendMinutely(log, ['39.0C']);
  const announced: StoredEvent[] = [];
  log.onStored((events) => announced.push(...events));
  const alarm = log.idOf(1);
  const outcomes = await Promise.all([
    log.append([reading()], 'each'),
    log.acknowledge({ alarm, by: 'Ann Lee', note: 'called' }),
    log.append([reading()], 'each'),
  ]);
  const data = `{"Alarm":"${alarm}","RFID":"R1","By":"Ann Lee","Note":"called","At":"2026-11-20T09:00:02.114Z"}`;
  assert.deepEqual(outcomes[1], { kind: 'stored', sequence: 3, data });
  assert.deepEqual(
    announced.map(({ sequence, type }) => [sequence, type]),
    [
      [2, 'message'],
      [3, 'acknowledgement'],
      [4, 'message'],
    ],
  );
  assert.deepEqual(announced[1], { sequence: 3, type: 'acknowledgement', rfid: 'R1', data });
  assert.deepEqual((await log.between(2, 3)).events, [announced[1]]);
  const acknowledged = { at: '2026-11-20T09:00:02.114Z', by: 'Ann Lee', note: 'called' };
  assert.deepEqual((await alarmsOf(log))[0]?.acknowledged, acknowledged);
});

test('of two acknowledgements at once the first is stored, and both are told of it', async (t) => {
  const log = await openLog(t);
  await appendMinutely(log, ['39.0C']);
  const [first, second] = await Promise.all([acknowledge(log, 1, 'a'), acknowledge(log, 1, 'b')]);
  assert.equal(first.kind, 'stored');
  assert.deepEqual(second, { ...first, kind: 'repeated' });
  assert.equal(log.head, 2);
});

test('an acknowledgement repeated after a restart, when its event is no longer kept, is still told', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const log = await openLog(t, { file });
  await appendMinutely(log, ['39.0C']);
  const first = await acknowledge(log, 1, '"quoted"\nand broken');
  await log.close();
  const again = await openLog(t, { file, retainEvents: 1 });
  await again.append([reading()], 'each');
  assert.equal(again.oldest, 3);
  assert.deepEqual(await acknowledge(again, 1), { ...first, kind: 'repeated' });
});

test('an alarm that is over can be acknowledged; a reading that raised none is no alarm', async (t) => {
  const log = await openLog(t);
  await appendMinutely(log, ['39.0C', '36.6C']);
  assert.equal((await acknowledge(log, 1)).kind, 'stored');
  assert.deepEqual(await acknowledge(log, 2), { kind: 'unknown' });
  for (const alarm of ['', '1', `${log.epoch}-01`, `${log.epoch}-3`, 'other9-1', '\ud800', 'x'.repeat(10_000)]) {
    assert.deepEqual(await log.acknowledge({ alarm, by: 'local', note: '' }), { kind: 'unknown' }, alarm);
  }
  assert.equal(log.head, 3);
});

test('an acknowledgement is no reading: history, latest and the identity of readings know nothing of it', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  await appendMinutely(log, ['39.0C']);
  await acknowledge(log, 1);
  const history = { rfid: 'R1', from: undefined, to: undefined, limit: 10, before: undefined };
  assert.deepEqual(
    (await log.history(history)).map(({ sequence }) => sequence),
    [1],
  );
  const { readings, sequence } = await log.latest();
  assert.deepEqual([readings.length, sequence], [1, 2]);
});

test('a closed log acknowledges nothing more', async (t) => {
  const log = await openLog(t);
  await log.close();
  await assert.rejects(acknowledge(log, 1), { code: 'server-stopping' });
});
