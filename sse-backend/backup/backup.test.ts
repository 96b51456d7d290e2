import assert from 'node:assert/strict';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { childProcesses } from '../testing/child-processes.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { backUp, type DataFiles } from './backup.ts';
import { restore } from './restore.ts';

/** Only Linux lists the processes that a process has started. */
const ON_LINUX = { skip: process.platform !== 'linux' };

function filesIn(folder: string): DataFiles {
  return { file: join(folder, 'log.sqlite'), accessFile: join(folder, 'access.sqlite') };
}

function noProgress(): void {
  // Most tests don't look.
}

async function rejectsWith(work: Promise<unknown>, message: RegExp): Promise<void> {
  await assert.rejects(work, { name: 'StartError', message });
}

/** A folder with a log of so many readings, which is open. */
async function start(t: TestContext, count: number) {
  const folder = tempFolder(t);
  const files = filesIn(folder);
  const log = await openLog(t, { file: files.file });
  await log.append(
    Array.from({ length: count }, (_, index) => reading({ rfid: `R${index}` })),
    'each',
  );
  return { folder, files, log, target: join(folder, 'monday.backup') };
}

test('a backup made while readings are being stored has all that was acknowledged before, and no half commit', async (t) => {
  const { files, log, target } = await start(t, 20_000);
  const done = new AbortController();
  const storing = (async () => {
    while (!done.signal.aborted) await log.append([reading(), reading({ rfid: 'R2' })], 'all-or-nothing');
  })();
  const before = log.head;
  const { head } = await backUp(files, target, noProgress);
  done.abort();
  await storing;
  assert.ok(head >= before && head <= log.head && head % 2 === 0, `${before} ≤ ${head} ≤ ${log.head}`);

  const elsewhere = filesIn(tempFolder(t));
  await restore(elsewhere, target);
  const restored = await openLog(t, { file: elsewhere.file });
  const [expected, found] = [await log.between(0, head), await restored.between(0, head + 1)];
  assert.deepEqual(found, expected);
  assert.equal(found.events.length, head);
});

test('progress is told while the log is being copied, and ends with all of it', async (t) => {
  const { files, target } = await start(t, 20_000);
  const told: number[] = [];
  await backUp(files, target, ({ pages, of }) => told.push(pages / of));
  assert.ok(told.length > 0);
  assert.ok(told.every((share, index) => share >= (told[index - 1] ?? 0) && share <= 1));
});

test('a backup is one file, for its owner alone, and nothing else is left beside it', async (t) => {
  const { folder, files, target } = await start(t, 1);
  const before = readdirSync(folder);
  await backUp(files, target, noProgress);
  assert.deepEqual(readdirSync(folder), [...before, 'monday.backup'].sort());
  assert.equal(statSync(target).mode & 0o777, 0o600);
});

test('a file that is there is never overwritten, nor is one that another backup is writing', async (t) => {
  const { folder, files, target } = await start(t, 1);
  writeFileSync(target, 'mine');
  await rejectsWith(backUp(files, target, noProgress), /monday\.backup is there already; remove it, or name another/);
  const other = join(folder, 'other.backup');
  writeFileSync(`${other}.part`, 'its');
  await rejectsWith(
    backUp(files, other, noProgress),
    /other\.backup\.part is there: another backup writes it, or one was cut/,
  );
  assert.deepEqual([statSync(target).size, statSync(`${other}.part`).size], [4, 3]);
});

test('where there is no log, or no folder for the backup, one line says so', async (t) => {
  const { folder, files, target } = await start(t, 1);
  await rejectsWith(backUp(filesIn(tempFolder(t)), target, noProgress), /There is no log at .*log\.sqlite; give/);
  await rejectsWith(backUp(files, join(folder, 'no', 'where'), noProgress), /where\.part can't be written/);
});

test('what is no log, or a damaged one, is not made a backup, and nothing is left of the attempt', async (t) => {
  const folder = tempFolder(t);
  const files = filesIn(folder);
  writeFileSync(files.file, 'Name,RFID\n'.repeat(1000));
  await rejectsWith(
    backUp(files, join(folder, 'b'), noProgress),
    /log\.sqlite is damaged, or not a log \(SQLite: file is not/,
  );
  assert.deepEqual(readdirSync(folder), ['log.sqlite']);
});

test('a backup whose copying process is killed leaves nothing of the attempt', ON_LINUX, async (t) => {
  const { folder, files, target } = await start(t, 1);
  const database = new DatabaseSync(files.file);
  database.exec("INSERT INTO meta VALUES ('large', zeroblob(100000000))");
  database.close();
  const before = readdirSync(folder);
  const meanwhile: string[] = [];
  const kill = () => {
    meanwhile.push(...readdirSync(folder));
    for (const pid of childProcesses()) process.kill(pid, 'SIGKILL');
  };
  await rejectsWith(backUp(files, target, kill), /stood still for 120 s or was ended/);
  assert.ok(meanwhile.includes('monday.backup.part-journal'));
  assert.deepEqual(readdirSync(folder), before);
});
