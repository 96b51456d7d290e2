import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ImportDone, ImportLineError } from '../contract/import.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog } from '../testing/test-log.ts';
import type { EventLog } from './event-log.ts';
import { encodeRows } from './import-rows.ts';
import type { ImportBatch, ImportRow, NewImport } from './import-shapes.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const HOUR = 3_600_000;

const JOB: NewImport = {
  id: 'import0001',
  fileName: 'a.csv',
  by: 'Ann',
  totalBytes: 1000,
  columns: '',
  header: 'Who,Degrees,Tag,When',
};

/** A row that says when it was taken. */
function row(line: number, fields: Partial<Extract<ImportRow, { kind: 'good' }>> = {}): ImportRow {
  const { name = 'Ann', temperature = '36.6C', rfid = 'R1', takenAtMs = NINE + line } = fields;
  return { kind: 'good', line, record: `row ${line}`, name, temperature, rfid, takenAtMs };
}

function refusedRow(line: number, errors = 1): ImportRow {
  const each = Array.from({ length: errors }, () => ({ column: 'Degrees', value: 'warm', reason: 'is no number' }));
  return { kind: 'refused', line, record: `row ${line}`, errors: each };
}

/** Rows of which each is a byte long. */
function batchOf(from: number, rows: readonly ImportRow[], id = JOB.id): ImportBatch {
  const to = { bytes: from + rows.length, line: 2 + from + rows.length };
  const columns = { name: 'Who', temperature: 'Degrees' };
  return { id, from, to, rows: encodeRows(rows), count: rows.length, columns };
}

async function eventsOf<T>(log: EventLog, type: string): Promise<readonly T[]> {
  const events = await log.imports.eventsAfter(JOB.id, 0, 10_000);
  return events.filter((event) => event.type === type).map(({ data }) => JSON.parse(data) as T);
}

test('an import that is stored is there after the log was closed, where it was', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const log = await openLog(t, { file });
  const created = await log.imports.create(JOB);
  assert.deepEqual({ ...JOB, ...created }, created);
  await log.imports.begin(JOB.id);
  await log.imports.append(batchOf(0, [row(2), refusedRow(3)]));
  const before = await log.imports.find(JOB.id);
  await log.close();
  const again = await openLog(t, { file });
  assert.deepEqual(await again.imports.unfinished(), [before]);
  assert.deepEqual([before?.place, before?.accepted, before?.rejected], [{ bytes: 2, line: 4 }, 1, 1]);
  const { startedAt } = before ?? {};
  await again.imports.begin(JOB.id);
  assert.equal((await again.imports.find(JOB.id))?.startedAt, startedAt);
});

test('a batch is stored where the import stands, and nowhere else: twice it is stale', async (t) => {
  const log = await openLog(t);
  await log.imports.create(JOB);
  const [first, second] = [batchOf(0, [row(2)]), batchOf(1, [row(3), refusedRow(4)])];
  assert.equal(await log.imports.append(second), 'stale');
  const answers = await Promise.all([first, second, second, first].map((batch) => log.imports.append(batch)));
  assert.deepEqual(answers, ['stored', 'stored', 'stale', 'stale']);
  assert.equal(await log.imports.append(batchOf(0, [row(5)], 'import0009')), 'stale');
  const job = await log.imports.find(JOB.id);
  assert.deepEqual([job?.place.bytes, job?.accepted, job?.rejected, log.head], [3, 2, 1, 2]);
});

test('an import ends once; what comes behind its end is stale, and changes nothing', async (t) => {
  const log = await openLog(t);
  await log.imports.create(JOB);
  await log.imports.append(batchOf(0, [row(2)]));
  const [isCancelled, isCompleted] = await Promise.all([
    log.imports.end(JOB.id, { outcome: 'cancelled' }),
    log.imports.end(JOB.id, { outcome: 'completed' }),
  ]);
  assert.deepEqual([isCancelled, isCompleted], [true, false]);
  assert.equal(await log.imports.append(batchOf(1, [row(3)])), 'stale');
  await log.imports.begin(JOB.id);
  const job = await log.imports.find(JOB.id);
  assert.deepEqual([job?.phase, job?.outcome, job?.place.bytes], ['done', 'cancelled', 1]);
  assert.deepEqual(await log.imports.unfinished(), []);
  assert.equal((await eventsOf(log, 'done')).length, 1);
  assert.equal(await log.imports.end('import0009', { outcome: 'cancelled' }), false);
});

test('a reading that is there is a duplicate, one that differs is refused in the words of its file', async (t) => {
  const log = await openLog(t);
  await log.imports.create(JOB);
  const rows = [row(2), row(2), row(2, { temperature: '37.6C' }), row(2, { name: 'Bo' })];
  await log.imports.append(batchOf(0, rows));
  const job = await log.imports.find(JOB.id);
  assert.deepEqual([job?.accepted, job?.duplicates, job?.rejected], [1, 1, 2]);
  const refused = await log.imports.refusedAfter(JOB.id, 0, 10);
  assert.deepEqual(
    refused.map(({ number, line, record }) => [number, line, record]),
    [
      [1, 2, 'row 2'],
      [2, 2, 'row 2'],
    ],
  );
  assert.match(refused[0]?.reason ?? '', /^Degrees "37\.6C" differs from reading \w+-1, which has the same /);
  assert.match(refused[1]?.reason ?? '', /^Who "Bo" differs from reading \w+-1, /);
});

test('of the errors a thousand are told, and every refused row is kept', async (t) => {
  const log = await openLog(t);
  await log.imports.create(JOB);
  const rows = Array.from({ length: 400 }, (_, index) => refusedRow(index + 2, 3));
  await log.imports.append(batchOf(0, rows));
  const told = await eventsOf<ImportLineError>(log, 'line-error');
  assert.deepEqual([told.length, told.at(-1)?.Line], [1000, 335]);
  assert.equal((await log.imports.refusedAfter(JOB.id, 0, 1000)).length, 400);
  const [last] = await log.imports.refusedAfter(JOB.id, 399, 1000);
  assert.deepEqual(last, {
    number: 400,
    line: 401,
    record: 'row 401',
    reason: Array(3).fill('Degrees "warm" is no number.').join(' '),
  });
});

test('refused rows come few at a time where they are long, and all of them come', async (t) => {
  const log = await openLog(t);
  await log.imports.create(JOB);
  const rows = Array.from({ length: 5 }, (_, index) => ({ ...refusedRow(index + 2), record: 'x'.repeat(200_000) }));
  await log.imports.append(batchOf(0, rows));
  const pages: number[] = [];
  for (let after = 0; ;) {
    const page = await log.imports.refusedAfter(JOB.id, after, 100);
    pages.push(page.length);
    if (page.length === 0) break;
    after += page.length;
  }
  assert.deepEqual(pages, [2, 2, 1, 0]);
});

test('an imported reading changes neither who was measured last nor alarms', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  await log.imports.create(JOB);
  await log.imports.append(batchOf(0, [row(2, { temperature: '41C' })]));
  const { readings } = await log.latest();
  assert.deepEqual(readings, []);
  const { events } = await log.between(0, 1);
  assert.match(events[0]?.data ?? '', /"Status":"fever"\}$/);
  assert.equal(events[0]?.type, 'backfill');
});

test('a clock that is set back while an import goes on does not make it end before its beginning', async (t) => {
  let now = NINE;
  const log = await openLog(t, { now: () => now });
  await log.imports.create(JOB);
  await log.imports.begin(JOB.id);
  now = NINE - 24 * HOUR;
  await log.imports.end(JOB.id, { outcome: 'completed' });
  const [done] = await eventsOf<ImportDone>(log, 'done');
  assert.equal(done?.Seconds, 0);
});

test('an import is forgotten, with all that it told and refused, when its end is as long ago as --retain says', async (t) => {
  let now = NINE;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now: () => now, retainMs: HOUR };
  const log = await openLog(t, options);
  await log.imports.create(JOB);
  await log.imports.create({ ...JOB, id: 'import0002' });
  await log.imports.append(
    batchOf(
      0,
      Array.from({ length: 450 }, (_, index) => refusedRow(index + 2)),
    ),
  );
  await log.imports.end(JOB.id, { outcome: 'cancelled' });
  await log.close();
  now = NINE + HOUR + 1;
  const again = await openLog(t, options);
  while (await again.imports.find(JOB.id));
  const rest = [
    await again.imports.refusedAfter(JOB.id, 0, 10),
    await again.imports.eventsAfter(JOB.id, 0, 10),
    (await again.imports.unfinished()).map(({ id }) => id),
  ];
  assert.deepEqual(rest, [[], [], ['import0002']]);
});
