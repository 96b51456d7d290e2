import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { addToken } from '../testing/test-tokens.ts';
import { backUp, type DataFiles } from './backup.ts';
import { restore } from './restore.ts';

const SEAL_BYTES = 111;

function filesIn(folder: string): DataFiles {
  return { file: join(folder, 'log.sqlite'), accessFile: join(folder, 'access.sqlite') };
}

/** A backup of a log of 500 readings and a token. */
async function makeBackup(t: TestContext): Promise<string> {
  const files = filesIn(tempFolder(t));
  const log = await openLog(t, { file: files.file });
  const readings = Array.from({ length: 500 }, (_, index) => reading({ rfid: `R${index}` }));
  await log.append(readings, 'each');
  addToken(files.accessFile, { name: 'ward-3' });
  const target = join(tempFolder(t), 'monday.backup');
  await backUp(files, target, () => undefined);
  return target;
}

/** Restores what a damaged copy of a backup has; what is in the directory must stay as it is. */
async function expectRefused(t: TestContext, bytes: Buffer, what: string): Promise<void> {
  const source = join(tempFolder(t), 'damaged.backup');
  writeFileSync(source, bytes);
  const data = tempFolder(t);
  writeFileSync(join(data, 'log.sqlite'), 'what is there');
  await assert.rejects(
    restore(filesIn(data), source),
    { name: 'StartError', message: /damaged\.backup is damaged/ },
    what,
  );
  assert.deepEqual(readdirSync(data), ['log.sqlite', 'server.lock'], what);
  assert.equal(readFileSync(join(data, 'log.sqlite'), 'utf8'), 'what is there', what);
}

test('a backup with any one bit changed is refused, wherever it is, and nothing in place is touched', async (t) => {
  const whole = readFileSync(await makeBackup(t));
  const places = Array.from({ length: 60 }, (_, index) => Math.floor((index / 60) * whole.length));
  const inSeal = Array.from({ length: SEAL_BYTES }, (_, index) => whole.length - SEAL_BYTES + index);
  for (const place of [...places, ...inSeal.filter((_, index) => index % 5 === 0), whole.length - 1]) {
    const damaged = Buffer.from(whole);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    await expectRefused(t, damaged, `byte ${place} of ${whole.length}`);
  }
});

test('a backup with bytes missing or appended is refused, also when all of its checksum is missing', async (t) => {
  const whole = readFileSync(await makeBackup(t));
  for (const missing of [1, 2, SEAL_BYTES, SEAL_BYTES + 1, 4096, whole.length / 2]) {
    await expectRefused(t, whole.subarray(0, whole.length - missing), `${missing} bytes missing`);
  }
  for (const more of ['\n', '\0'.repeat(4096), whole.subarray(-SEAL_BYTES)]) {
    await expectRefused(t, Buffer.concat([whole, Buffer.from(more)]), `${more.length} bytes appended`);
  }
});

test('a whole backup is restored, and so is one of an older version, which had no checksum', async (t) => {
  const source = await makeBackup(t);
  const restored = await restore(filesIn(tempFolder(t)), source);
  assert.deepEqual([restored.head, restored.hasAccess, restored.isSealed], [500, true, true]);

  const older = join(tempFolder(t), 'older.backup');
  writeFileSync(older, readFileSync(source).subarray(0, -SEAL_BYTES));
  const database = new DatabaseSync(older);
  database.exec('ALTER TABLE backup DROP COLUMN sealed');
  database.close();
  const old = await restore(filesIn(tempFolder(t)), older);
  assert.deepEqual([old.head, old.hasAccess, old.isSealed], [500, true, false]);
});

test('what a killed restore has left does not get into the next one', async (t) => {
  const source = await makeBackup(t);
  const data = tempFolder(t);
  for (const name of ['log.sqlite.part', 'log.sqlite.part-journal', 'access.sqlite.part']) {
    writeFileSync(join(data, name), 'left by a restore');
  }
  await restore(filesIn(data), source);
  assert.deepEqual(readdirSync(data), ['access.sqlite', 'log.sqlite', 'server.lock']);
});
