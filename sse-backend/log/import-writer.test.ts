import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { batchOf, goodRows, ROW_BYTES } from '../testing/test-import.ts';
import { TestClock } from '../testing/test-clock.ts';
import { RULES } from '../testing/test-log.ts';
import type { ImportBatchRequest } from './commit.ts';
import { ImportReader } from './import-reader.ts';
import { migrate } from './schema.ts';
import { LogWriter } from './writer.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');

/** A log of 1,000 rows to import, on a disk of the test's size. */
function openWriter(t: TestContext) {
  const database = new DatabaseSync(':memory:');
  t.after(() => database.close());
  migrate(database, ':memory:');
  const retention = { retainMs: Infinity, retainEvents: undefined };
  const writer = new LogWriter(database, RULES, retention, new TestClock(NINE).read());
  const file = { fileName: 'bo.csv', by: 'Ann', totalBytes: 1000 * ROW_BYTES, columns: '', formats: '', header: '' };
  writer.append([{ kind: 'create-import', job: { id: 'bo', ...file } }], NINE);
  writer.append([{ kind: 'begin-import', id: 'bo' }], NINE);
  const pages = Number(database.prepare('PRAGMA page_count').get()?.['page_count']);
  const limit = (more: number) => database.exec(`PRAGMA max_page_count = ${pages + more}`);
  return { writer, reader: new ImportReader(database), limit };
}

function batch(from: number): ImportBatchRequest {
  return { kind: 'import-batch', batch: batchOf('bo', from, goodRows(from + 1, from + 250)) };
}

test('of batches that there is no room for nothing is stored, those behind them are stale, and with room all goes on in order', (t) => {
  const { writer, reader, limit } = openWriter(t);
  const before = { job: reader.find('bo'), story: reader.eventsAfter('bo', 0, 100) };
  limit(10);
  assert.throws(() => writer.append([batch(0), batch(250)], NINE), { message: /full/ });
  assert.equal(writer.progress.state.head, 0);
  assert.deepEqual({ job: reader.find('bo'), story: reader.eventsAfter('bo', 0, 100) }, before);
  assert.deepEqual(writer.append([batch(500)], NINE).outcomes, ['stale']);
  limit(10_000);
  assert.deepEqual(writer.append([batch(250)], NINE).outcomes, ['stale']);
  const { outcomes, runs } = writer.append([batch(0), batch(250)], NINE);
  assert.deepEqual([outcomes, runs], [['stored', 'stored'], [{ after: 0, last: 500 }]]);
  assert.equal(reader.find('bo')?.accepted, 500);
});

test('what a commit imported leaves the log as a place, between the events that were stored with it', (t) => {
  const { writer } = openWriter(t);
  const reading = { type: 'message', name: 'Ann', temperature: '36.6C', rfid: 'A', takenAtMs: undefined } as const;
  const live = { kind: 'readings', readings: [reading], mode: 'each' } as const;
  const { runs } = writer.append([live, live, batch(0), batch(250), live], NINE);
  assert.deepEqual(
    runs.map((run) => ('after' in run ? run : run.map(({ sequence }) => sequence))),
    [[1, 2], { after: 2, last: 502 }, [503]],
  );
});
