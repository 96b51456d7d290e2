import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { badRow, batchOf, beginImport, goodRow, goodRows, ROW_BYTES } from '../testing/test-import.ts';
import { openLog, reading } from '../testing/test-log.ts';
import type { EventLog } from './event-log.ts';
import type { ImportJob } from './import-shapes.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const EVERYTHING = { from: undefined, to: undefined, before: undefined, limit: 100 };

/** Where an import stands: rows by what became of them, and the place. */
function standing(job: ImportJob | undefined): unknown {
  return job && [job.phase, job.accepted, job.duplicates, job.rejected, job.place];
}

async function storyOf(log: EventLog, id: string): Promise<[string, Record<string, unknown>][]> {
  const events = await log.imports.eventsAfter(id, 0, 10_000);
  assert.deepEqual(
    events.map(({ number }) => number),
    events.map((_, index) => index + 1),
  );
  return events.map(({ type, data }) => [type, JSON.parse(data) as Record<string, unknown>]);
}

test('an import is queued, begins, stores its rows and ends, and all of that is told and kept', async (t) => {
  let now = NINE;
  const log = await openLog(t, { now: () => now });
  const told: string[] = [];
  const callOff = log.imports.onEvents((id) => told.push(id));
  const file = {
    fileName: 'bo.csv',
    by: 'Ann',
    totalBytes: 3 * ROW_BYTES,
    columns: 'Name:Person',
    formats: 'unit=C',
    header: 'Person',
  };
  const created = await log.imports.create({ id: 'bo', ...file });
  const beginning = { accepted: 0, duplicates: 0, rejected: 0, place: { bytes: 0, line: 1 } };
  const open = { startedAt: undefined, endedAt: undefined, outcome: undefined, reason: undefined };
  assert.deepEqual(created, { id: 'bo', ...file, sequence: 1, atMs: NINE, phase: 'queued', ...beginning, ...open });
  assert.deepEqual(await log.imports.unfinished(), [created]);
  now += 500;
  await log.imports.begin('bo');
  assert.equal(await log.imports.append(batchOf('bo', 0, goodRows(1, 3))), 'stored');
  now += 1500;
  assert.equal(await log.imports.end('bo', { outcome: 'failed', reason: 'The rest is no UTF-8.' }), true);
  const ended = await log.imports.find('bo');
  const counts = { ...beginning, accepted: 3, place: { bytes: 3 * ROW_BYTES, line: 5 } };
  const over = { startedAt: NINE + 500, endedAt: NINE + 2000, outcome: 'failed', reason: 'The rest is no UTF-8.' };
  assert.deepEqual(ended, { ...created, phase: 'done', ...counts, ...over });
  assert.deepEqual([await log.imports.page(EVERYTHING), await log.imports.unfinished()], [[ended], []]);
  const story = await storyOf(log, 'bo');
  const totals = { Rows: 0, Accepted: 0, Duplicates: 0, Rejected: 0, Bytes: 0, TotalBytes: 150, Percent: 0 };
  const unknown = { RowsPerSecond: null, SecondsLeft: null };
  assert.deepEqual(story.slice(0, 2), [
    ['progress', { Phase: 'queued', ...totals, ...unknown }],
    ['progress', { Phase: 'processing', ...totals, ...unknown }],
  ]);
  const all = { ...totals, Rows: 3, Accepted: 3, Bytes: 150, Percent: 100 };
  assert.deepEqual(story.at(-1), [
    'done',
    { ...all, Seconds: 1.5, Outcome: 'failed', Reason: 'The rest is no UTF-8.' },
  ]);
  assert.deepEqual([told.length >= 3, new Set(told)], [true, new Set(['bo'])]);
  callOff();
  await beginImport(log, 'zoe', 1);
  assert.ok(!told.includes('zoe'));
});

test('a batch is stored only where the import stands, once', async (t) => {
  const log = await openLog(t);
  await beginImport(log, 'bo', 6);
  const first = () => batchOf('bo', 0, goodRows(1, 3));
  const second = () => batchOf('bo', 3, goodRows(4, 6));
  const append = (...batches: ReturnType<typeof first>[]) =>
    Promise.all(batches.map((batch) => log.imports.append(batch)));
  assert.deepEqual(await append(second()), ['stale']);
  assert.deepEqual(await append(first(), first(), second(), second()), ['stored', 'stale', 'stored', 'stale']);
  assert.deepEqual(await append(batchOf('nobody', 0, goodRows(1, 1))), ['stale']);
  assert.deepEqual(standing(await log.imports.find('bo')), ['processing', 6, 0, 0, { bytes: 300, line: 8 }]);
  assert.equal(log.head, 6);
});

test('when an import is over, nothing more of it is stored, and it does not end again', async (t) => {
  const log = await openLog(t);
  await beginImport(log, 'bo', 6);
  const waiting = log.imports.append(batchOf('bo', 0, goodRows(1, 3)));
  assert.equal(await log.imports.end('bo', { outcome: 'cancelled' }), true);
  await waiting;
  const { place } = (await log.imports.find('bo')) ?? {};
  assert.equal(await log.imports.append({ ...batchOf('bo', 3, goodRows(4, 6)), from: place?.bytes ?? 0 }), 'stale');
  assert.equal(await log.imports.end('bo', { outcome: 'completed' }), false);
  assert.equal(await log.imports.end('nobody', { outcome: 'completed' }), false);
  await log.imports.begin('bo');
  assert.equal((await log.imports.find('bo'))?.outcome, 'cancelled');
});

test('an import goes on where it was when the file is opened again in its middle', async (t) => {
  let now = NINE;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now: () => now };
  const log = await openLog(t, options);
  await beginImport(log, 'bo', 6);
  await log.imports.append(batchOf('bo', 0, [...goodRows(1, 2), badRow(3)]));
  await log.close();
  now += 60_000;
  const again = await openLog(t, options);
  const [job] = await again.imports.unfinished();
  assert.deepEqual(standing(job), ['processing', 2, 0, 1, { bytes: 150, line: 5 }]);
  await again.imports.begin('bo');
  assert.equal((await again.imports.find('bo'))?.startedAt, NINE);
  await again.imports.append(batchOf('bo', 3, [badRow(4), ...goodRows(5, 6)]));
  await again.imports.end('bo', { outcome: 'completed' });
  assert.deepEqual(standing(await again.imports.find('bo')), ['done', 4, 0, 2, { bytes: 300, line: 8 }]);
  const refused = await again.imports.refusedAfter('bo', 0, 10);
  assert.deepEqual(
    refused.map(({ number, line }) => [number, line]),
    [
      [1, 4],
      [2, 5],
    ],
  );
  const story = await storyOf(again, 'bo');
  const bytes = story.flatMap(([type, { Bytes }]) => (type === 'line-error' ? [] : Number(Bytes)));
  assert.deepEqual(
    bytes,
    bytes.toSorted((one, other) => one - other),
  );
});

test('the same rows again are all duplicates, also of what was sent live', async (t) => {
  const log = await openLog(t);
  const { name, temperature, rfid, takenAtMs } = goodRow(3);
  await log.append([reading({ name, temperature, rfid, takenAtMs })], 'each');
  for (const id of ['first', 'second']) {
    await beginImport(log, id, 3);
    await log.imports.append(batchOf(id, 0, goodRows(1, 3)));
  }
  const counts = async (id: string) => standing(await log.imports.find(id));
  assert.deepEqual(await counts('first'), ['processing', 2, 1, 0, { bytes: 150, line: 5 }]);
  assert.deepEqual(await counts('second'), ['processing', 0, 3, 0, { bytes: 150, line: 5 }]);
  assert.equal(log.head, 3);
});

test('a row whose identity has another content is refused in the words in which any reading is', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  await beginImport(log, 'bo', 4);
  const other = goodRow(1, { temperature: '37.0C', record: 'Bo,37.0C' });
  await log.imports.append(batchOf('bo', 0, [...goodRows(1, 2), other, badRow(4)]));
  const Reason = `differs from reading ${log.idOf(1)}, which has the same RFID and TakenAt; send what was sent first, or another TakenAt`;
  const errors = (await storyOf(log, 'bo')).filter(([type]) => type === 'line-error').map(([, data]) => data);
  const remedy = 'is not a number with C or F; write e.g. "36.6C"';
  const At = '2026-11-20T09:00:00.000Z';
  assert.deepEqual(errors, [
    { Line: 2, Column: 'Fever', Value: '37.0C', Reason, At },
    { Line: 5, Column: 'Temperature', Value: 'warm', Reason: remedy, At },
  ]);
  assert.deepEqual(await log.imports.refusedAfter('bo', 0, 10), [
    { number: 1, line: 2, record: 'Bo,37.0C', reason: `Fever "37.0C" ${Reason}.` },
    { number: 2, line: 5, record: 'Bo,warm,B1,', reason: `Temperature "warm" ${remedy}.` },
  ]);
  assert.deepEqual(await log.imports.refusedAfter('bo', 1, 10), (await log.imports.refusedAfter('bo', 0, 10)).slice(1));
});

test('imported readings are judged alone and touch neither latest nor alarms; without TakenAt they have the time of arrival', async (t) => {
  const log = await openLog(t, { now: () => NINE });
  await beginImport(log, 'bo', 3);
  const fever = { temperature: '39.0C' };
  const undated = goodRow(2, { takenAtMs: undefined });
  await log.imports.append(batchOf('bo', 0, [goodRow(1, fever), undated, undated]));
  const { events } = await log.between(0, 3);
  const texts = events.map(({ type, data }) => `${type} ${data.replace(/^.*"TakenAt"/, '')}`);
  assert.deepEqual(texts, [
    'backfill :"2026-01-01T00:00:01.000Z","Status":"fever"}',
    'backfill :"2026-11-20T09:00:00.000Z","Status":"normal"}',
    'backfill :"2026-11-20T09:00:00.001Z","Status":"normal"}',
  ]);
  assert.deepEqual(await log.latest(), { readings: [], sequence: 3 });
});

test('the first thousand line-errors are told, every refused row is kept', async (t) => {
  const log = await openLog(t);
  await beginImport(log, 'bo', 1500);
  const bad = Array.from({ length: 1500 }, (_, index) => badRow(index + 1));
  for (let from = 0; from < 1500; from += 250)
    await log.imports.append(batchOf('bo', from, bad.slice(from, from + 250)));
  const errors = (await storyOf(log, 'bo')).filter(([type]) => type === 'line-error');
  assert.deepEqual([errors.length, errors.at(-1)?.[1]['Line']], [1000, 1001]);
  assert.equal((await log.imports.refusedAfter('bo', 0, 10_000)).length, 1500);
});

test('what a refused row says is kept to the letter, whatever characters it is of', async (t) => {
  const log = await openLog(t);
  const record = 'a\u0000b,"c\r\n""d""",\u{1F321}\u2028';
  await beginImport(log, 'bo', 1);
  await log.imports.append(batchOf('bo', 0, [{ ...badRow(1), record }]));
  assert.equal((await log.imports.refusedAfter('bo', 0, 1))[0]?.record, record);
});

test('imports are listed newest first, page by page', async (t) => {
  let now = NINE;
  const log = await openLog(t, { now: () => now });
  for (const id of ['one', 'two', 'three']) await beginImport(log, id, 1);
  now += 1;
  await beginImport(log, 'four', 1);
  const first = await log.imports.page({ ...EVERYTHING, limit: 2 });
  const rest = await log.imports.page({ ...EVERYTHING, before: first[1] });
  assert.deepEqual(
    [...first, ...rest].map(({ id }) => id),
    ['four', 'three', 'two', 'one'],
  );
});

test('a closed log has stored the batches given to it before, and refuses what comes after', async (t) => {
  const log = await openLog(t);
  await beginImport(log, 'bo', 750);
  await log.append([reading()], 'each');
  const given = [0, 250, 500].map((from) => log.imports.append(batchOf('bo', from, goodRows(from + 1, from + 250))));
  await log.close();
  assert.deepEqual(await Promise.all(given), ['stored', 'stored', 'stored']);
  await assert.rejects(log.imports.begin('bo'), { code: 'server-stopping' });
});

test('refused rows come few at a time where they are long, and all of them come', async (t) => {
  const log = await openLog(t);
  await beginImport(log, 'bo', 5);
  const rows = Array.from({ length: 5 }, (_, index) => ({ ...badRow(index + 1), record: 'x'.repeat(200_000) }));
  await log.imports.append(batchOf('bo', 0, rows));
  const pages: number[] = [];
  for (let after = 0; ;) {
    const page = await log.imports.refusedAfter('bo', after, 100);
    pages.push(page.length);
    if (page.length === 0) break;
    after += page.length;
  }
  assert.deepEqual(pages, [2, 2, 1, 0]);
});

test('a clock that is set back while an import goes on does not make it end before its beginning', async (t) => {
  let now = NINE;
  const log = await openLog(t, { now: () => now });
  await beginImport(log, 'bo', 1);
  now = NINE - 86_400_000;
  await log.imports.end('bo', { outcome: 'completed' });
  assert.equal((await storyOf(log, 'bo')).at(-1)?.[1]['Seconds'], 0);
});
