import assert from 'node:assert/strict';
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { AppError } from '../app-error.ts';
import { ask, refusal } from '../testing/ask.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { openLog, reading } from '../testing/test-log.ts';

const POST = {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: '{"Name":"Mass Roy","Temparature":"36.6C","RFID":"R1"}',
};

for (const name of ['log.sqlite', 'log.sqlite-wal']) {
  for (const [what, left] of [
    ['emptied', () => 0],
    ['cut in half', (bytes: number) => Math.floor(bytes / 2)],
  ] as const) {
    test(`when ${name} is ${what} under a running server, the next reading is refused with 503, and the server is not ready`, async (t) => {
      const data = tempFolder(t);
      const { url, app, logged } = await startApp(t, '--data', data);
      assert.equal((await ask(`${url}/api/readings`, POST)).status, 201);
      const { size } = statSync(join(data, name));
      truncateSync(join(data, name), left(size));
      const refused = await ask(`${url}/api/readings`, POST);
      assert.deepEqual(refusal(refused), [503, 'storage-unavailable']);
      assert.match(
        refused.text,
        new RegExp(`${name} was cut by another program to ${left(size)} of its ${size} bytes.*restart the server`),
      );
      assert.deepEqual(refusal(await ask(`${url}/readyz`)), [503, 'storage-unavailable']);
      assert.match(logged.join(''), /"level":"error","message":"the log fails"/);
      assert.equal(app.log.head, 1);
    });
  }
}

test('a WAL that is cut is noticed while nothing is stored, and a new start stores again', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const failing = Promise.withResolvers<AppError | undefined>();
  const log = await openLog(t, { file, onHealth: failing.resolve });
  await log.append([reading()], 'each');
  truncateSync(`${file}-wal`, 0);
  assert.match(String(await failing.promise), /log\.sqlite-wal was cut by another program to 0 of its \d+ bytes/);
  await log.close();
  const next = await openLog(t, { file });
  const [outcome] = await next.append([reading()], 'each');
  assert.equal(outcome?.kind, 'stored');
});

test('another program may copy and empty the WAL, or vacuum the log, by way of SQLite', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const log = await openLog(t, { file, retainEvents: 10 });
  const many = Array.from({ length: 5000 }, (_, index) => reading({ rfid: `R${index}` }));
  await log.append(many, 'each');
  const other = new DatabaseSync(file, { timeout: 5000 });
  t.after(() => other.close());
  for (const statement of ['PRAGMA wal_checkpoint(TRUNCATE)', 'VACUUM', 'PRAGMA wal_checkpoint(TRUNCATE)']) {
    other.exec(statement);
    await log.append([reading()], 'each');
    await log.probe();
  }
  assert.equal(log.head, 5003);
});
