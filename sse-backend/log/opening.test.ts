import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { encodeReading } from '../contract/wire.ts';
import type { Migration } from '../sqlite/migrate.ts';
import { holdBriefly } from '../testing/held-file.ts';
import { runToEnd, ServerProcess } from '../testing/server-process.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { EVERY_ALARM, openLog, reading } from '../testing/test-log.ts';
import { UNUSABLE_FILES } from '../testing/unusable-files.ts';
import { lockDirectory, lockFileIn } from './lock.ts';
import { migrate, MIGRATIONS } from './schema.ts';

const OLD_READING = { name: 'Ann', rfid: 'R1', takenAt: '1970-01-01T00:00:01.000Z', status: 'normal' } as const;

function logFile(t: TestContext): string {
  return join(tempFolder(t), 'log.sqlite');
}

test('a log closed and opened again has the same epoch and events', async (t) => {
  const file = logFile(t);
  const log = await openLog(t, { file });
  await log.append([reading()], 'each');
  const page = await log.between(0, 1);
  await log.close();
  const again = await openLog(t, { file });
  assert.deepEqual([again.epoch, again.head, await again.between(0, 1)], [log.epoch, 1, page]);
});

test('a file left by kill -9 in the middle of writing has everything that was acknowledged', async (t) => {
  const folder = tempFolder(t);
  const server = await ServerProcess.start(['--data', folder]);
  const acknowledged: string[] = [];
  const post = async (): Promise<void> => {
    for (;;) {
      const body = JSON.stringify({ Name: 'Mass Roy', Temperature: '36.6C', RFID: 'R1' });
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(`${server.url}/api/readings`, { method: 'POST', body, headers });
      acknowledged.push(...((await answer.json()) as { Ids: string[] }).Ids);
      if (acknowledged.length >= 100) void server.kill9();
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, post));
  await server.ended;
  const log = await openLog(t, { file: join(folder, 'log.sqlite') });
  const { events } = await log.between(0, log.head);
  const kept = new Set(events.map(({ sequence }) => log.idOf(sequence)));
  assert.ok(acknowledged.length >= 100);
  assert.deepEqual(
    acknowledged.filter((id) => !kept.has(id)),
    [],
  );
});

test('an acknowledgement that was answered is there after kill -9, in the log and with its alarm', async (t) => {
  const folder = tempFolder(t);
  const server = await ServerProcess.start(['--data', folder]);
  t.after(() => server.kill9());
  const headers = { 'Content-Type': 'application/json' };
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const answer = await fetch(server.url + path, { method: 'POST', body: JSON.stringify(body), headers });
    assert.equal(answer.status, 201);
    return answer.json();
  };
  const fevers = Array.from({ length: 40 }, (_, index) => ({ Name: 'Ann', Temperature: '39C', RFID: `R${index}` }));
  const { Ids } = (await post('/api/readings', fevers)) as { Ids: string[] };
  const answered: string[] = [];
  const acknowledge = async (alarm: string): Promise<void> => {
    const { Id } = (await post('/api/acknowledgements', { Alarm: alarm })) as { Id: string };
    answered.push(`${Id} ${alarm}`);
    if (answered.length === 20) void server.kill9();
  };
  const workers = [Ids.slice(0, 20), Ids.slice(20)].map(async (alarms) => {
    for (const alarm of alarms) await acknowledge(alarm);
  });
  await Promise.allSettled(workers);
  await server.ended;
  const log = await openLog(t, { file: join(folder, 'log.sqlite') });
  const { events } = await log.between(40, log.head);
  const stored = events.map(({ sequence, data }) => {
    return `${log.idOf(sequence)} ${(JSON.parse(data) as { Alarm: string }).Alarm}`;
  });
  assert.ok(answered.length >= 20);
  assert.deepEqual(
    answered.filter((acknowledgement) => !stored.includes(acknowledgement)),
    [],
  );
  const { alarms } = await log.alarms(EVERY_ALARM);
  const seen = alarms.flatMap(({ alarm }) => (alarm.acknowledged ? alarm.alarm : []));
  assert.deepEqual(seen.sort(), stored.map((text) => text.split(' ')[1]).sort());
});

test('a file of an older schema is brought up to date and keeps its events', async (t) => {
  const file = logFile(t);
  const old = new DatabaseSync(file);
  migrate(old, file, MIGRATIONS.slice(0, 1));
  const data =
    '{"Name":"Ann","Temparature":"36.6C","RFID":"R1","TakenAt":"2026-11-20T09:00:00.000Z","Status":"normal"}';
  old.prepare("INSERT INTO events VALUES (1, 'message', 'R1', 1795165200000, 1795165200000, ?)").run(data);
  old.exec("INSERT INTO meta VALUES ('epoch', 'old'), ('head', 1), ('oldest', 1)");
  old.close();
  const log = await openLog(t, { file, now: () => 1_795_165_200_000 });
  assert.deepEqual([log.epoch, log.head], ['old', 1]);
  assert.deepEqual((await log.between(0, 1)).events, [{ sequence: 1, type: 'message', rfid: 'R1', data }]);
  await log.close();
  const database = new DatabaseSync(file);
  assert.deepEqual(database.prepare('PRAGMA user_version').get()?.['user_version'], MIGRATIONS.length);
  database.close();
});

test('a file from before acknowledgements keeps its alarms, in their order, and they can be acknowledged', async (t) => {
  const file = logFile(t);
  const old = new DatabaseSync(file);
  migrate(old, file, MIGRATIONS.slice(0, 2));
  old.exec(`
    INSERT INTO meta VALUES ('epoch', 'old'), ('head', 12), ('oldest', 13);
    INSERT INTO alarms VALUES ('old-9', 'R1', 'Ann', 'fever', 1795165200000, 1795165260000, '39.0C');
    INSERT INTO alarms VALUES ('old-12', 'R2', 'Bo', 'hypothermia', 1795165200000, NULL, '34.0C');`);
  old.close();
  const log = await openLog(t, { file, now: () => 1_795_165_320_000 });
  assert.equal((await log.acknowledge({ alarm: 'old-9', by: 'local', note: 'seen' })).kind, 'stored');
  const { alarms, sequence } = await log.alarms(EVERY_ALARM);
  assert.equal(sequence, 13);
  assert.deepEqual(
    alarms.map(({ alarm }) => alarm),
    [
      {
        alarm: 'old-12',
        rfid: 'R2',
        name: 'Bo',
        kind: 'hypothermia',
        raisedAt: '2026-11-20T09:00:00.000Z',
        peak: '34.0C',
      },
      {
        alarm: 'old-9',
        rfid: 'R1',
        name: 'Ann',
        kind: 'fever',
        raisedAt: '2026-11-20T09:00:00.000Z',
        endedAt: '2026-11-20T09:01:00.000Z',
        peak: '39.0C',
        acknowledged: { at: '2026-11-20T09:02:00.000Z', by: 'local', note: 'seen' },
      },
    ],
  );
});

test('bringing an older file up to date is told, and puts its readings into trends, whatever their unit', async (t) => {
  const file = logFile(t);
  const old = new DatabaseSync(file);
  migrate(old, file, MIGRATIONS.slice(0, 2));
  const insert = old.prepare("INSERT INTO events VALUES (?, ?, 'R1', ?, 0, ?)");
  insert.run(1, 'message', 1000, encodeReading({ ...OLD_READING, temperature: '36.6C' }));
  insert.run(2, 'acknowledgement', null, '{"RFID":"R1"}');
  insert.run(3, 'backfill', 2000, encodeReading({ ...OLD_READING, temperature: '102.5F' }));
  old.close();
  const told: Migration[] = [];
  const log = await openLog(t, { file, now: () => 0, onMigration: (migration) => told.push(migration) });
  assert.deepEqual(told, [{ file, from: 2, to: MIGRATIONS.length }]);
  const trend = await log.trend({ rfid: 'R1', from: 0, to: 5000, bucketMs: 5000 });
  assert.deepEqual(trend, [{ at: 0, min: 36.6, max: 39.166667, count: 2 }]);
});

test('a file that can not be brought up to date is refused, and has nothing of the newer schema in it', async (t) => {
  const file = logFile(t);
  const old = new DatabaseSync(file);
  migrate(old, file, MIGRATIONS.slice(0, 2));
  old.exec("INSERT INTO events VALUES (1, 'message', 'R1', 1000, 0, 'no JSON')");
  const stateOf = (database: DatabaseSync) => [
    database.prepare('PRAGMA user_version').get(),
    ...database.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all(),
    ...database.prepare('SELECT * FROM events').all(),
  ];
  const before = stateOf(old);
  old.close();
  await assert.rejects(openLog(t, { file }), {
    name: 'StartError',
    message: /can't be opened as a log .* left as it is/,
  });
  const after = new DatabaseSync(file);
  assert.deepEqual(stateOf(after), before);
  after.close();
});

test('a directory that another server holds is refused, also when that one was started a moment ago', async (t) => {
  const file = logFile(t);
  await openLog(t, { file });
  await assert.rejects(openLog(t, { file }), {
    name: 'StartError',
    message: /is held by another running server; stop that one or give --data another directory/,
  });
});

test('a directory that another server tries to lock at that moment is locked when that one has given up', async (t) => {
  const folder = tempFolder(t);
  await holdBriefly(lockFileIn(folder));
  lockDirectory(folder, 60_000).release();
});

for (const { kind, make, message } of UNUSABLE_FILES) {
  test(`a file ${kind} is refused and left as it is`, async (t) => {
    const file = logFile(t);
    make(file);
    const before = readFileSync(file);
    await assert.rejects(openLog(t, { file }), { name: 'StartError', message });
    assert.ok(readFileSync(file).equals(before));
  });
}

for (const part of ['meta', 'clock_marks', 'import_unfinished']) {
  test(`a log with damage in its table or index ${part} ends the server with exit code 2 and one line`, async (t) => {
    const file = logFile(t);
    const log = await openLog(t, { file });
    await log.append([reading()], 'each');
    await log.close();
    damage(file, part);
    const { code, stderr } = await runToEnd(['--data', dirname(file), '--port', '0', '--log-level', 'error']);
    assert.match(stderr, /^vitalwire: [^\n]* \(database disk image is malformed\)[^\n]* restore [^\n]*\n$/);
    assert.equal(code, 2);
  });
}

/** Overwrites the first page of a table or index, as a failing disk does. */
function damage(file: string, part: string): void {
  const database = new DatabaseSync(file);
  const { page_size: size } = database.prepare('PRAGMA page_size').get()!;
  const { rootpage } = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(part)!;
  database.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(Number(size), 0xff), 0, Number(size), (Number(rootpage) - 1) * Number(size));
  closeSync(descriptor);
}
