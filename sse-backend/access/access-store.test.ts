import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog } from '../testing/test-log.ts';
import { addToken } from '../testing/test-tokens.ts';
import { unusableFiles } from '../testing/unusable-files.ts';
import { AccessStore, type AccessStoreOptions } from './access-store.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditQuery } from './audit-table.ts';
import { LOCAL } from './principal.ts';

const YEAR_MS = 365 * 86_400_000;

const ALL: AuditQuery = {
  who: undefined,
  action: undefined,
  from: undefined,
  to: undefined,
  before: undefined,
  limit: 1000,
};

function accessFile(t: TestContext): string {
  return join(tempFolder(t), 'access.sqlite');
}

function open(t: TestContext, file: string, options: AccessStoreOptions = {}): AccessStore {
  const store = AccessStore.open(file, options);
  t.after(() => store.close());
  return store;
}

function entry(subject: number): AuditEntry {
  return { who: 'ward', action: 'acknowledge', subject: String(subject), from: '10.0.0.7' };
}

/** The subjects in a file's audit, as another process sees them. */
function writtenIn(file: string): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT subject FROM audit ORDER BY sequence').all();
  database.close();
  return rows.map(({ subject }) => subject);
}

test('what is signed with the session key stays signed when the server starts again', (t) => {
  const file = accessFile(t);
  const store = AccessStore.open(file);
  store.close();
  assert.equal(store.sessionKey.length, 32);
  assert.deepEqual(open(t, file).sessionKey, store.sessionKey);
  assert.notDeepEqual(open(t, accessFile(t)).sessionKey, store.sessionKey);
});

test('a session that was signed out stays so until it would have expired by itself', (t) => {
  let now = 1000;
  const file = accessFile(t);
  const store = AccessStore.open(file, { now: () => now });
  store.signOut('a', 2000);
  store.signOut('a', 2000);
  store.close();
  const again = open(t, file, { now: () => now });
  assert.deepEqual([again.isSignedOut('a'), again.isSignedOut('b')], [true, false]);
  now = 2001;
  again.signOut('b', 3000);
  assert.deepEqual([again.isSignedOut('a'), again.isSignedOut('b')], [false, true]);
});

test('a sign-out counts at once also while the file is held, which is told once, and is stored later', async (t) => {
  const file = accessFile(t);
  const told: unknown[] = [];
  const store = open(t, file, { onFailure: (error) => told.push(error) });
  const holder = new DatabaseSync(file);
  holder.exec('BEGIN IMMEDIATE');
  store.signOut('first', 2000);
  store.signOut('second', 2000);
  assert.deepEqual([store.isSignedOut('first'), store.isSignedOut('second'), told.length], [true, true, 1]);
  holder.exec('ROLLBACK');
  const stored = holder.prepare('SELECT session FROM signed_out');
  while (stored.all().length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(
    stored.all().map(({ session }) => session),
    ['first', 'second'],
  );
  holder.close();
});

test('entries are written a hundred at once, and what is left when the store is closed', (t) => {
  const file = accessFile(t);
  const store = AccessStore.open(file);
  for (let subject = 1; subject < 100; subject += 1) store.audit.record(entry(subject));
  assert.deepEqual(writtenIn(file), []);
  store.audit.record(entry(100));
  assert.equal(writtenIn(file).length, 100);
  store.audit.record(entry(101));
  store.close();
  assert.deepEqual(writtenIn(file).slice(99), ['100', '101']);
});

test('while the file is held entries wait, which is told once, and then they are written', (t) => {
  const file = accessFile(t);
  const failures: unknown[] = [];
  const store = open(t, file, { onFailure: (error) => failures.push(error) });
  const holder = new DatabaseSync(file);
  holder.exec('BEGIN IMMEDIATE');
  for (let subject = 1; subject <= 250; subject += 1) store.audit.record(entry(subject));
  assert.equal(store.auditPage(ALL).length, 0);
  assert.deepEqual(failures.map(String), ['Error: database is locked']);
  holder.exec('ROLLBACK');
  holder.close();
  assert.equal(store.auditPage(ALL).length, 250);
});

test('entries are kept for a year', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const file = accessFile(t);
  let now = 0;
  const first = AccessStore.open(file, { now: () => now });
  for (now = 1; now <= 3; now += 1) first.audit.record(entry(now));
  first.close();
  const second = open(t, file, { now: () => YEAR_MS + 2 });
  t.mock.timers.tick(1000);
  assert.deepEqual(
    second.auditPage(ALL).map(({ subject }) => subject),
    ['3', '2'],
  );
});

test('what somebody stores from one address is one entry a minute, with how many readings', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const store = open(t, accessFile(t), { now: () => 0 });
  const twin = { ...LOCAL, key: 'token:abcdefgh' };
  const add = (count: number, from = '127.0.0.1', principal = LOCAL) =>
    store.storedReadings.add(principal, from, count);
  add(2);
  add(3);
  add(0, '10.0.0.9');
  add(1, '10.0.0.7');
  add(1, '127.0.0.1', twin);
  assert.equal(store.auditPage(ALL).length, 0);
  t.mock.timers.tick(60_000);
  add(7);
  store.storedReadings.close();
  assert.deepEqual(
    store.auditPage(ALL).map(({ who, action, subject, from }) => [who, action, subject, from]),
    [
      ['local', 'store-readings', '7', '127.0.0.1'],
      ['local', 'store-readings', '1', '127.0.0.1'],
      ['local', 'store-readings', '1', '10.0.0.7'],
      ['local', 'store-readings', '5', '127.0.0.1'],
    ],
  );
});

test("whatever the umask, what is made in a data directory is its owner's alone", async (t) => {
  const before = process.umask(0);
  t.after(() => process.umask(before));
  const data = join(tempFolder(t), 'new', 'data');
  open(t, join(data, 'access.sqlite')).audit.record(entry(1));
  addToken(join(data, 'access.sqlite'));
  const log = await openLog(t, { file: join(data, 'log.sqlite') });
  const modes = () => readdirSync(data).map((name) => `${name} ${modeOf(join(data, name))}`);
  assert.deepEqual(modes().sort(), [
    'access.sqlite 600',
    'access.sqlite-shm 600',
    'access.sqlite-wal 600',
    'log.sqlite 600',
    'log.sqlite-shm 600',
    'log.sqlite-wal 600',
    'server.lock 600',
    'server.lock-journal 600',
  ]);
  assert.equal(modeOf(data), '700');
  await log.close();
});

test('a data directory that is there keeps its mode', (t) => {
  const data = join(tempFolder(t), 'data');
  mkdirSync(data);
  chmodSync(data, 0o750);
  open(t, join(data, 'access.sqlite'));
  assert.equal(modeOf(data), '750');
});

for (const { kind, make, message } of unusableFiles('the file of tokens', 1, makeAccessFile)) {
  test(`a file ${kind} is refused and left as it is`, (t) => {
    const file = accessFile(t);
    make(file);
    const before = readFileSync(file);
    assert.throws(() => AccessStore.open(file), { name: 'StartError', message });
    assert.ok(readFileSync(file).equals(before));
  });
}

function makeAccessFile(file: string): void {
  AccessStore.open(file).close();
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
