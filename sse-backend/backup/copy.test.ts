import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test, type TestContext } from 'node:test';
import { childProcesses } from '../testing/child-processes.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { copyDatabase } from './copy.ts';

/** A log of 100 MB that a server has open: copying it takes many steps. */
async function start(t: TestContext) {
  const source = join(tempFolder(t), 'log.sqlite');
  const log = await openLog(t, { file: source });
  const database = new DatabaseSync(source);
  database.exec("INSERT INTO meta VALUES ('large', zeroblob(100000000))");
  database.close();
  return { source, target: join(tempFolder(t), 'target'), log };
}

/** Whether no reader keeps the write-ahead log from beginning anew. */
function isWalFree(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 100 });
  const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { readonly busy: number };
  database.close();
  return busy === 0;
}

if (process.platform === 'linux') {
  test('a copy that stands still is given up, and holds the write-ahead log no longer', async (t) => {
    const { source, target, log } = await start(t);
    let isFreeMeanwhile: Promise<boolean> | undefined;
    const onProgress = () => {
      if (isFreeMeanwhile) return;
      for (const pid of childProcesses()) process.kill(pid, 'SIGSTOP');
      isFreeMeanwhile = log.append([reading()], 'each').then(() => isWalFree(source));
    };
    await assert.rejects(copyDatabase({ source, kind: 'log', target, onProgress, stallMs: 3000 }), {
      name: 'StartError',
      message: /log\.sqlite stood still for 3 s.*check the disk of .*target, then try again/,
    });
    assert.equal(await isFreeMeanwhile, false);
    await log.append([reading()], 'each');
    assert.ok(isWalFree(source));
  });
}

test('when the program that waits for a copy is suspended, the copying process ends by itself', async (t) => {
  const { source, target, log } = await start(t);
  const child = fork(join(import.meta.dirname, 'copy-process.ts'), [source, 'log', target, '1000'], { execArgv: [] });
  t.after(() => child.kill('SIGKILL'));
  // Nothing is sent to it, as by a process that is suspended.
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  assert.equal(signal, 'SIGKILL');
  await log.append([reading()], 'each');
  assert.ok(isWalFree(source));
});

test('when the program that waits for a copy is killed, the copying process ends before its time', async (t) => {
  const { source, target } = await start(t);
  const hour = String(3_600_000);
  const child = fork(join(import.meta.dirname, 'copy-process.ts'), [source, 'log', target, hour], { execArgv: [] });
  t.after(() => child.kill('SIGKILL'));
  await once(child, 'message');
  const exited = once(child, 'exit');
  child.disconnect();
  assert.deepEqual(await exited, [null, 'SIGKILL']);
});
