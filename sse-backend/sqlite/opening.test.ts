import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { StartError } from '../start-error.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { migrateTo, type Schema } from './migrate.ts';
import { openDurable } from './opening.ts';

const SCHEMA: Schema = { applicationId: 0x1234, steps: ['CREATE TABLE t (x)'] };

/** Holds a file as a writer does, releases it some time after it was told to, and ends. */
const HOLDER = `
  const { DatabaseSync } = require('node:sqlite');
  const { parentPort, workerData } = require('node:worker_threads');
  const database = new DatabaseSync(workerData.file);
  database.exec('BEGIN IMMEDIATE');
  parentPort.postMessage('held');
  Atomics.wait(workerData.release, 0, 0);
  Atomics.wait(workerData.release, 1, 0, 50);
  database.close();
`;

test('a file that another connection is about to write to is opened once it is free', async (t) => {
  const file = join(tempFolder(t), 'file.sqlite');
  new DatabaseSync(file).close();
  const release = new Int32Array(new SharedArrayBuffer(8));
  const holder = new Worker(HOLDER, { eval: true, workerData: { file, release } });
  await once(holder, 'message');
  const database = openDurable(file, 60_000, () => {
    Atomics.store(release, 0, 1);
    Atomics.notify(release, 0);
  });
  t.after(() => database.close());
  assert.equal(database.prepare('PRAGMA journal_mode').get()?.['journal_mode'], 'wal');
});

test('a file that another process makes while its schema is read is used', (t) => {
  const file = join(tempFolder(t), 'file.sqlite');
  const [slow, fast] = [new DatabaseSync(file), new DatabaseSync(file)];
  t.after(() => [slow, fast].forEach((database) => database.close()));
  const { prepare, exec } = slow;
  let isMade = false;
  let statements = 0;
  const makeFile = (): void => {
    if (!isMade) migrateTo(SCHEMA, fast, file, () => undefined);
    isMade = true;
  };
  // As late as possible: after the first statement, before the second one or the transaction.
  t.mock.method(slow, 'prepare', (sql: string) => {
    if (++statements === 2) makeFile();
    return prepare.call(slow, sql);
  });
  t.mock.method(slow, 'exec', (sql: string) => {
    makeFile();
    exec.call(slow, sql);
  });
  migrateTo(SCHEMA, slow, file, () => undefined);
  assert.equal(slow.prepare('SELECT count(*) AS n FROM t').get()?.['n'], 0);
});

test('a file of another program is refused and left as it is', (t) => {
  const file = join(tempFolder(t), 'file.sqlite');
  const database = new DatabaseSync(file);
  t.after(() => database.close());
  database.exec('CREATE TABLE theirs (x)');
  assert.throws(() => migrateTo(SCHEMA, database, file, () => undefined), StartError);
  assert.equal(database.prepare('PRAGMA application_id').get()?.['application_id'], 0);
});
