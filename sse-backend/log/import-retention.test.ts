import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestClock } from '../testing/test-clock.ts';
import { badRow, batchOf, beginImport } from '../testing/test-import.ts';
import { openLog } from '../testing/test-log.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const HOUR = 3_600_000;

test('imports that ended before the retention go, with all they told and refused; one that runs stays', async (t) => {
  const clock = new TestClock(NINE);
  const { now, steady } = clock;
  const options = { file: join(tempFolder(t), 'log.sqlite'), now, steady, retainMs: HOUR };
  const log = await openLog(t, options);
  const rows = Array.from({ length: 500 }, (_, index) => badRow(index + 1));
  for (const id of ['old', 'running', 'young']) {
    await beginImport(log, id, rows.length);
    await log.imports.append(batchOf(id, 0, rows));
  }
  await log.imports.end('old', { outcome: 'completed' });
  await log.close();
  clock.pass(HOUR / 4);
  await (await openLog(t, options)).close();
  clock.pass(HOUR / 4);
  const second = await openLog(t, options);
  await second.imports.end('young', { outcome: 'cancelled' });
  clock.pass(HOUR * 0.75);
  await second.close();
  const reopened = await openLog(t, options);
  // Each step is a turn of the log's thread, behind which a read waits.
  while (await reopened.imports.find('old')) await reopened.since(0);
  const kept = await Promise.all(['running', 'young'].map((id) => reopened.imports.refusedAfter(id, 0, 1000)));
  assert.deepEqual(
    kept.map(({ length }) => length),
    [500, 500],
  );
  await reopened.close();
  const database = new DatabaseSync(options.file);
  for (const table of ['import_events', 'import_refused']) {
    const imports = database.prepare(`SELECT DISTINCT import FROM ${table} ORDER BY import`).all();
    assert.deepEqual(
      imports.map((row) => row['import']),
      [2, 3],
    );
  }
  database.close();
});
