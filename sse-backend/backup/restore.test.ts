import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { AccessStore } from '../access/access-store.ts';
import { migrate, MIGRATIONS } from '../log/schema.ts';
import { WHOLE_AUDIT } from '../testing/whole-audit.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { EVERY_ALARM, openLog, reading } from '../testing/test-log.ts';
import { addToken, revokeToken } from '../testing/test-tokens.ts';
import { UNUSABLE_FILES } from '../testing/unusable-files.ts';
import { backUp, type DataFiles } from './backup.ts';
import { restore } from './restore.ts';
import { seal } from './seal.ts';

const SEAL_BYTES = 111;

const HOUR_MS = 3_600_000;

function filesIn(folder: string): DataFiles {
  return { file: join(folder, 'log.sqlite'), accessFile: join(folder, 'access.sqlite') };
}

async function backUpQuietly(files: DataFiles, target: string): Promise<void> {
  await backUp(files, target, () => undefined);
}

/** Everything in a folder, by name. */
function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), 'base64')]));
}

/** A backup of a log with one reading that raised an alarm, and the folder that it is of. */
async function start(t: TestContext) {
  const files = filesIn(tempFolder(t));
  const target = join(tempFolder(t), 'monday.backup');
  const log = await openLog(t, { file: files.file });
  await log.append([reading({ temperature: '39.0C' })], 'each');
  const id = log.idOf(1);
  await backUpQuietly(files, target);
  return { files, target, log, id };
}

test('a restored log has another epoch, goes on after the last sequence, and its alarms can be acknowledged', async (t) => {
  const { target, log, id } = await start(t);
  const elsewhere = filesIn(tempFolder(t));
  const { epoch, head, aside } = await restore(elsewhere, target);
  assert.deepEqual([epoch, head, aside], [log.epoch, 1, undefined]);
  const restored = await openLog(t, { file: elsewhere.file });
  assert.notEqual(restored.epoch, log.epoch);
  assert.deepEqual(await restored.append([reading()], 'each'), [{ kind: 'stored', sequence: 2 }]);
  const alarms = async () => (await restored.alarms(EVERY_ALARM)).alarms.map(({ alarm }) => alarm.alarm);
  assert.deepEqual(await alarms(), [id]);
  assert.equal((await restored.acknowledge({ alarm: id, by: 'local', note: 'seen' })).kind, 'stored');
});

test('the files that were there are kept aside whole, what was in the WAL of a killed server included', async (t) => {
  const { files, target, log } = await start(t);
  await log.append([reading({ name: 'after the backup' })], 'each');
  const killed = tempFolder(t);
  for (const name of ['log.sqlite', 'log.sqlite-wal']) copyFileSync(join(files.file, '..', name), join(killed, name));
  const { aside = '' } = await restore(filesIn(killed), target);
  assert.match(aside, /replaced-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/);
  assert.deepEqual([statSync(aside).mode & 0o777, readdirSync(aside)], [0o700, ['log.sqlite', 'log.sqlite-wal']]);
  const kept = await openLog(t, { file: join(aside, 'log.sqlite') });
  assert.deepEqual([kept.epoch, kept.head], [log.epoch, 2]);
  const restored = await openLog(t, { file: filesIn(killed).file });
  assert.equal(restored.head, 1);
});

test('a damaged log is kept aside as it is, with its WAL, and the backup takes its place', async (t) => {
  const { target } = await start(t);
  const folder = tempFolder(t);
  writeFileSync(join(folder, 'log.sqlite'), 'torn');
  writeFileSync(join(folder, 'log.sqlite-wal'), 'torn too');
  const { aside = '' } = await restore(filesIn(folder), target);
  assert.deepEqual(Object.keys(contentOf(aside)), ['log.sqlite', 'log.sqlite-wal']);
  assert.equal(readFileSync(join(aside, 'log.sqlite'), 'utf8'), 'torn');
  assert.equal((await openLog(t, { file: filesIn(folder).file })).head, 1);
});

test('tokens and audit come back; what was revoked since stays revoked, and sessions are over', async (t) => {
  const { files } = await start(t);
  const target = join(tempFolder(t), 'tuesday.backup');
  const [kept, revoked] = ['kept', 'revoked'].map((name) => addToken(files.accessFile, { name }));
  const store = AccessStore.open(files.accessFile);
  await store.audit.record({ who: 'ann', action: 'acknowledge', subject: 'k3f9-1', from: '127.0.0.1' });
  const key = store.sessionKey;
  await store.close();
  await backUpQuietly(files, target);
  revokeToken(files.accessFile, 'revoked');
  const data = tempFolder(t);
  copyFileSync(files.accessFile, filesIn(data).accessFile);
  await restore(filesIn(data), target);

  const restored = AccessStore.open(filesIn(data).accessFile);
  t.after(() => restored.close());
  assert.equal(restored.tokens.findByToken(kept ?? '')?.name, 'kept');
  assert.equal(restored.tokens.findByToken(revoked ?? ''), undefined);
  assert.ok(!restored.sessionKey.equals(key));
  const { who, subject } = restored.auditPage(WHOLE_AUDIT)[0] ?? {};
  assert.deepEqual([who, subject], ['ann', 'k3f9-1']);
});

test('a backup from before there were tokens leaves those there are', async (t) => {
  const { target } = await start(t);
  const data = filesIn(tempFolder(t));
  const token = addToken(data.accessFile, { name: 'new' });
  await restore(data, target);
  const store = AccessStore.open(data.accessFile);
  t.after(() => store.close());
  assert.equal(store.tokens.findByToken(token)?.name, 'new');
});

test('a directory that a server holds is refused and left as it is', async (t) => {
  const { files, target } = await start(t);
  await assert.rejects(restore(files, target), { name: 'StartError', message: /is held by another running server/ });
});

test('a log is no backup, and a backup is no log', async (t) => {
  const { files, target } = await start(t);
  const folder = tempFolder(t);
  await assert.rejects(restore(filesIn(folder), files.file), {
    name: 'StartError',
    message: /log\.sqlite is not a backup of this program/,
  });
  copyFileSync(target, join(folder, 'log.sqlite'));
  await assert.rejects(openLog(t, { file: join(folder, 'log.sqlite') }), {
    name: 'StartError',
    message: /is an SQLite file of another program/,
  });
});

for (const { kind, make } of UNUSABLE_FILES) {
  test(`a file ${kind} is not restored, and what is there stays as it is`, async (t) => {
    const data = tempFolder(t);
    writeFileSync(join(data, 'log.sqlite'), 'what is there');
    const source = join(tempFolder(t), 'source');
    make(source);
    await assert.rejects(restore(filesIn(data), source), { name: 'StartError' });
    assert.deepEqual(readdirSync(data), ['log.sqlite', 'server.lock']);
    assert.equal(readFileSync(join(data, 'log.sqlite'), 'utf8'), 'what is there');
  });
}

test('a backup with a damaged page is refused', async (t) => {
  const { target } = await start(t);
  const bytes = readFileSync(target);
  for (let page = 2; page * 4096 < bytes.length; page += 1) {
    const damaged = Buffer.from(bytes).fill(0xff, page * 4096, page * 4096 + 100);
    const source = join(tempFolder(t), 'damaged');
    writeFileSync(source, damaged);
    await assert.rejects(restore(filesIn(tempFolder(t)), source), { name: 'StartError' }, `page ${page}`);
  }
});

test('a backup of a newer server is refused', async (t) => {
  const { target } = await start(t);
  const database = new DatabaseSync(target);
  database.exec('PRAGMA user_version = 99');
  database.close();
  // With a right checksum, as such a server writes it.
  truncateSync(target, statSync(target).size - SEAL_BYTES);
  await seal(target);
  await assert.rejects(restore(filesIn(tempFolder(t)), target), {
    name: 'StartError',
    message: new RegExp(`was written by a newer server \\(schema 99, this one knows ${MIGRATIONS.length}\\)`),
  });
});

test('a backup of an older server is brought up to date by the next start', async (t) => {
  const files = filesIn(tempFolder(t));
  const old = new DatabaseSync(files.file);
  migrate(old, files.file, MIGRATIONS.slice(0, 2));
  old.exec("INSERT INTO meta VALUES ('epoch', 'old'), ('head', 12), ('oldest', 13)");
  old.close();
  const target = join(tempFolder(t), 'old.backup');
  await backUpQuietly(files, target);
  const elsewhere = filesIn(tempFolder(t));
  await restore(elsewhere, target);
  const log = await openLog(t, { file: elsewhere.file, now: () => Date.now() + HOUR_MS });
  assert.deepEqual([log.head, log.epoch === 'old'], [12, false]);
});
