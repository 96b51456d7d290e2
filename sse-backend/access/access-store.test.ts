import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestClock } from '../testing/test-clock.ts';
import { openLog } from '../testing/test-log.ts';
import { addToken } from '../testing/test-tokens.ts';
import { unusableFiles } from '../testing/unusable-files.ts';
import { ACCESS_SCHEMA, openAccessDatabase } from './access-database.ts';
import { AccessStore, type AccessStoreOptions } from './access-store.ts';
import type { AuditEntry } from './audit-entry.ts';
import type { AuditQuery } from './audit-table.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 365 * DAY_MS;

const ALL: AuditQuery = {
  who: undefined,
  action: undefined,
  from: undefined,
  to: undefined,
  before: undefined,
  limit: 1000,
};

const SIGN_OUT: AuditEntry = { who: 'ward', action: 'sign-out', subject: 'token:a', from: '10.0.0.7' };

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

test('what is signed with the session key stays signed when the server starts again', async (t) => {
  const file = accessFile(t);
  const store = AccessStore.open(file);
  await store.close();
  assert.equal(store.sessionKey.length, 32);
  assert.deepEqual(open(t, file).sessionKey, store.sessionKey);
  assert.notDeepEqual(open(t, accessFile(t)).sessionKey, store.sessionKey);
});

test('a session that was signed out stays so for a year by counted time, and until it would have expired', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const clock = new TestClock(YEAR_MS);
  const { now, steady } = clock;
  const file = accessFile(t);
  const statesOf = async (...sessions: string[]) => {
    const store = AccessStore.open(file, { now, steady });
    t.mock.timers.tick(1000);
    await store.audit.record(entry(1));
    const states = sessions.map((session) => store.signOutState(session));
    await store.close();
    return states;
  };
  const store = AccessStore.open(file, { now, steady });
  await store.signOut('a', now() + DAY_MS, SIGN_OUT);
  await store.signOut('a', now() + DAY_MS, SIGN_OUT);
  await store.signOut('of a clock that was ahead', now() + 5 * YEAR_MS, SIGN_OUT);
  assert.equal(store.auditPage(ALL).length, 1);
  await store.close();
  clock.jump(2 * YEAR_MS);
  const ahead = AccessStore.open(file, { now, steady });
  await ahead.signOut('c', now() + DAY_MS, SIGN_OUT);
  await ahead.close();
  assert.deepEqual(await statesOf('a', 'b', 'c'), ['stored', undefined, 'stored']);
  clock.jump(-2 * YEAR_MS);
  assert.deepEqual(await statesOf('a', 'b', 'c'), ['stored', undefined, 'stored']);
  clock.pass(YEAR_MS - DAY_MS);
  assert.deepEqual(await statesOf('a'), ['stored']);
  clock.pass(DAY_MS);
  assert.deepEqual(await statesOf('a', 'of a clock that was ahead'), [undefined, 'stored']);
});

test('a sign-out counts at once while the file is held, is not confirmed, and is stored later', async (t) => {
  const file = accessFile(t);
  const failures: unknown[] = [];
  const store = open(t, file, { onFailure: (error) => failures.push(error) });
  const holder = new DatabaseSync(file, { timeout: 10_000 });
  holder.exec('BEGIN IMMEDIATE');
  const signingOut = store.signOut('a', 2000, SIGN_OUT);
  assert.equal(store.signOutState('a'), 'waiting');
  await assert.rejects(signingOut, {
    code: 'storage-unavailable',
    message:
      "The session has ended, but that could not be stored (The store of tokens's file can't be used now (database is " +
      'locked); try again later.), so a restart of the server may bring it back; sign out again in a moment.',
  });
  await assert.rejects(store.signOut('a', 2000, SIGN_OUT), { code: 'storage-unavailable' });
  assert.deepEqual([store.signOutState('a'), failures.length], ['waiting', 1]);
  holder.exec('ROLLBACK');
  const stored = holder.prepare('SELECT count(*) AS count FROM signed_out');
  while (stored.get()?.['count'] === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(writtenIn(file).length, 1);
  holder.close();
});

test('an entry is on disk when it is recorded, and the event loop goes on until then', async (t) => {
  const file = accessFile(t);
  const store = open(t, file);
  const holder = new DatabaseSync(file, { timeout: 10_000 });
  holder.exec('BEGIN IMMEDIATE');
  const recorded = Promise.all([1, 2, 3].map((subject) => store.audit.record(entry(subject))));
  // The worker has the whole time of this turn to find the file locked; a write on the event loop would fail by itself.
  await new Promise((resolve) => setImmediate(resolve));
  holder.exec('ROLLBACK');
  holder.close();
  await recorded;
  assert.deepEqual(writtenIn(file), ['1', '2', '3']);
});

test('while the file is held for long, an entry is refused', async (t) => {
  const file = accessFile(t);
  const failures: unknown[] = [];
  const store = open(t, file, { onFailure: (error) => failures.push(error) });
  const holder = new DatabaseSync(file, { timeout: 10_000 });
  holder.exec('BEGIN IMMEDIATE');
  await assert.rejects(store.audit.record(entry(1)), { code: 'storage-unavailable' });
  assert.equal(failures.length, 1);
  holder.exec('ROLLBACK');
  holder.close();
  await store.audit.record(entry(2));
  assert.deepEqual(writtenIn(file), ['2']);
});

test('entries that are copied twice are there once', async (t) => {
  const store = open(t, accessFile(t));
  const entries = Array.from({ length: 1000 }, (_, index) => ({ ...entry(index), atMs: 1 }));
  await store.copyAudit(entries.slice(0, 600));
  await store.copyAudit(entries);
  assert.equal(new Set(store.auditPage(ALL).map(({ subject }) => subject)).size, 1000);
  assert.equal(store.auditPage({ ...ALL, limit: 2000 }).length, 1000);
});

test('entries are kept for a year by counted time, whatever the clock says', async (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  const file = accessFile(t);
  const clock = new TestClock(YEAR_MS);
  const { now, steady } = clock;
  const keep = async (subject: number) => {
    const store = AccessStore.open(file, { now, steady });
    t.mock.timers.tick(1000);
    await store.audit.record(entry(subject));
    t.mock.timers.tick(1000);
    await store.close();
  };
  await keep(1);
  clock.pass(DAY_MS);
  await keep(2);
  clock.jump(5 * YEAR_MS);
  await keep(3);
  clock.jump(-6 * YEAR_MS);
  await keep(4);
  assert.deepEqual(writtenIn(file), ['1', '2', '3', '4']);
  clock.pass(YEAR_MS);
  await keep(5);
  assert.deepEqual(writtenIn(file), ['2', '3', '4', '5']);
});

test("whatever the umask, what is made in a data directory is its owner's alone", async (t) => {
  const before = process.umask(0);
  t.after(() => process.umask(before));
  const data = join(tempFolder(t), 'new', 'data');
  await open(t, join(data, 'access.sqlite')).audit.record(entry(1));
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

for (const { kind, make, message } of unusableFiles('the file of tokens', ACCESS_SCHEMA.steps.length, makeAccessFile)) {
  test(`a file ${kind} is refused and left as it is`, (t) => {
    const file = accessFile(t);
    make(file);
    const before = readFileSync(file);
    assert.throws(() => AccessStore.open(file), { name: 'StartError', message });
    assert.ok(readFileSync(file).equals(before));
  });
}

function makeAccessFile(file: string): void {
  openAccessDatabase(file).close();
}

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}
