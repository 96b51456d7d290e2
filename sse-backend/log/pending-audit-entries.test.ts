import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog, reading } from '../testing/test-log.ts';
import type { Actor, PendingAuditEntry } from './pending-audit-entries.ts';
import type { EventLog } from './event-log.ts';

const FIRST_MS = Date.parse('2026-11-20T09:15:00.000Z');
const MINUTE_MS = 60_000;

const WARD: Actor = { who: 'ward', from: '10.0.0.7' };

interface Started {
  readonly log: EventLog;
  readonly clock: { now: number };
  readonly file: string;
}

async function start(t: TestContext): Promise<Started> {
  const clock = { now: FIRST_MS };
  const file = join(tempFolder(t), 'log.sqlite');
  return { log: await openLog(t, { file, now: () => clock.now }), clock, file };
}

function store(log: EventLog, count: number, actor?: Actor): Promise<unknown> {
  return log.append(
    Array.from({ length: count }, () => reading()),
    'each',
    actor,
  );
}

function told(entries: readonly PendingAuditEntry[]): unknown[] {
  return entries.map(({ who, action, subject, from, atMs }) => [who, action, subject, from, (atMs - FIRST_MS) / 1000]);
}

function numbers(entries: readonly PendingAuditEntry[]): number[] {
  return entries.map(({ number }) => number);
}

test('what a caller stores from one address is one entry a minute, with how many readings and when the last came', async (t) => {
  const { log, clock } = await start(t);
  await Promise.all([store(log, 2, WARD), store(log, 3, WARD), store(log, 1, { ...WARD, from: '::1' }), store(log, 5)]);
  clock.now += MINUTE_MS - 1000;
  await store(log, 4, WARD);
  assert.deepEqual(await log.handOverAudit([], 'minute'), []);
  clock.now += 1000;
  const first = await log.handOverAudit([], 'minute');
  assert.deepEqual(told(first), [
    ['ward', 'store-readings', '9', '10.0.0.7', 59],
    ['ward', 'store-readings', '1', '::1', 0],
  ]);
  await store(log, 7, WARD);
  const second = await log.handOverAudit(numbers(first), 'all');
  assert.deepEqual(told(second), [['ward', 'store-readings', '7', '10.0.0.7', 60]]);
  assert.deepEqual(await log.handOverAudit(numbers(second), 'all'), []);
});

test('entries come again until they are known to be copied, and meanwhile readings are counted in one entry', async (t) => {
  const { log, clock } = await start(t);
  await store(log, 1, WARD);
  const first = await log.handOverAudit([], 'all');
  for (let minute = 0; minute < 5; minute += 1) {
    clock.now += MINUTE_MS;
    await store(log, 1, WARD);
    assert.deepEqual(await log.handOverAudit([], 'minute'), first);
  }
  assert.deepEqual(told(await log.handOverAudit(numbers(first), 'all')), [
    ['ward', 'store-readings', '5', '10.0.0.7', 300],
  ]);
});

test('a clock that is set back closes the entry that is open', async (t) => {
  const { log, clock } = await start(t);
  await store(log, 1, WARD);
  clock.now -= MINUTE_MS;
  assert.equal((await log.handOverAudit([], 'minute')).length, 1);
});

test('what is refused, repeated or withheld is no entry', async (t) => {
  const { log } = await start(t);
  const known = reading({ takenAtMs: FIRST_MS });
  await log.append([known], 'each');
  await log.append([known], 'each', WARD);
  await log.append([reading({ rfid: 'R2' }), { ...known, name: 'Other' }], 'all-or-nothing', WARD);
  await log.acknowledge({ alarm: log.idOf(1), by: 'ward', note: '' }, WARD);
  assert.deepEqual(await log.handOverAudit([], 'all'), []);
});

test('an entry is on disk when what it is about is answered', async (t) => {
  const { log, file } = await start(t);
  await log.append([reading({ temperature: '40C' })], 'each', WARD);
  const actions = () => {
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare('SELECT action FROM audit_outbox ORDER BY number').all();
    database.close();
    return rows.map(({ action }) => action);
  };
  assert.deepEqual(actions(), ['store-readings']);
  await log.acknowledge({ alarm: log.idOf(1), by: 'ward', note: '' }, WARD);
  assert.deepEqual(actions(), ['store-readings', 'acknowledge']);
});
