import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { Wal } from '../sqlite/wal.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { Checkpointer } from './checkpointer.ts';
import { openForWriting } from './database.ts';

const PAGES = 50;

test('what commits left in the WAL is copied into the file when asked for, also while more is being written', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const database = openForWriting(file, () => undefined);
  const wal = new Wal(database);
  const checkpointer = await Checkpointer.open(file, (error) => {
    throw error;
  });
  t.after(async () => {
    await checkpointer.close();
    database.close();
  });
  const write = (key: string) =>
    database.exec(`INSERT OR REPLACE INTO meta VALUES ('${key}', zeroblob(${PAGES * 4096}))`);

  write('first');
  assert.ok(wal.pages() >= PAGES, `${wal.pages()} pages`);
  assert.ok(wal.pages() >= PAGES, 'looking at the WAL copies nothing');
  await checkpointer.run();
  assert.equal(wal.pages(), 0);

  database.exec('BEGIN IMMEDIATE');
  write('second');
  await checkpointer.run();
  database.exec('COMMIT');
  assert.ok(wal.pages() >= PAGES, 'a commit that comes later waits for the next time');
  await Promise.all([checkpointer.run(), checkpointer.run()]);
  assert.equal(wal.pages(), 0);
});

test('a checkpoint that a reader holds up does not count as one that has copied everything', async (t) => {
  const file = join(tempFolder(t), 'log.sqlite');
  const database = openForWriting(file, () => undefined);
  const checkpointer = await Checkpointer.open(file, (error) => {
    throw error;
  });
  const reader = new DatabaseSync(file, { readOnly: true });
  t.after(async () => {
    await checkpointer.close();
    reader.close();
    database.close();
  });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM meta').get();
  database.exec("INSERT INTO meta VALUES ('key', 'value')");
  assert.equal(await checkpointer.run(), 'partly');
  reader.exec('COMMIT');
  assert.equal(await checkpointer.run(), 'copied');
});
