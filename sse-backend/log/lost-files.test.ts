import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const LOSSES: readonly { readonly what: string; readonly lose: (data: string) => void }[] = [
  { what: 'the data directory is deleted', lose: (data) => rmSync(data, { recursive: true }) },
  {
    what: 'the data directory is replaced by an empty one',
    lose: (data) => {
      renameSync(data, `${data}-moved`);
      mkdirSync(data);
    },
  },
  ...['log.sqlite', 'log.sqlite-wal', 'log.sqlite-shm', 'server.lock'].map((name) => ({
    what: `${name} is deleted`,
    lose: (data: string) => rmSync(join(data, name)),
  })),
  {
    what: 'log.sqlite is replaced',
    lose: (data) => {
      writeFileSync(join(data, 'other'), '');
      renameSync(join(data, 'other'), join(data, 'log.sqlite'));
    },
  },
];

for (const { what, lose } of LOSSES) {
  test(`when ${what} under a running server, the next reading is refused with 503, and the server is not ready`, async (t) => {
    const data = join(tempFolder(t), 'data');
    const { url, app, logged } = await startApp(t, '--data', data);
    assert.equal((await ask(`${url}/api/readings`, POST)).status, 201);
    lose(data);
    const refused = await ask(`${url}/api/readings`, POST);
    assert.deepEqual(refusal(refused), [503, 'storage-unavailable']);
    assert.match(
      refused.text,
      /is not the file that the server has open .*; move that file back, or restart the server/,
    );
    assert.deepEqual(refusal(await ask(`${url}/readyz`)), [503, 'storage-unavailable']);
    assert.match((await ask(`${url}/metrics`)).text, /\nvitalwire_log_failing 1\n/);
    assert.match(logged.join(''), /"level":"error","message":"the log fails"/);
    assert.equal(app.log.head, 1);
  });
}

test('a lost file is noticed while nothing is stored, and when it is back the log works again', async (t) => {
  const folder = tempFolder(t);
  const file = join(folder, 'log.sqlite');
  const changes: (AppError | undefined)[] = [];
  let changed = Promise.withResolvers<AppError | undefined>();
  const onHealth = (failure: AppError | undefined) => {
    changes.push(failure);
    changed.resolve(failure);
  };
  const log = await openLog(t, { file, onHealth });
  await log.append([reading()], 'each');
  renameSync(file, join(folder, 'moved'));
  assert.match(
    String(await changed.promise),
    /log\.sqlite is not the file that the server has open \(no file is there\)/,
  );
  await assert.rejects(log.append([reading()], 'each'), { code: 'storage-unavailable' });

  changed = Promise.withResolvers();
  renameSync(join(folder, 'moved'), file);
  assert.deepEqual(await log.append([reading()], 'each'), [{ kind: 'stored', sequence: 2 }]);
  assert.equal(await changed.promise, undefined);
  await log.probe();
  assert.equal(changes.length, 2);
});

test('a server that lost its lock stores nothing beside the one that has taken it', async (t) => {
  const folder = tempFolder(t);
  const file = join(folder, 'log.sqlite');
  const first = await openLog(t, { file });
  await first.append([reading()], 'each');
  rmSync(join(folder, 'server.lock'));
  const second = await openLog(t, { file });
  await assert.rejects(first.append([reading()], 'each'), { code: 'storage-unavailable' });
  assert.deepEqual(await second.append([reading()], 'each'), [{ kind: 'stored', sequence: 2 }]);
});
