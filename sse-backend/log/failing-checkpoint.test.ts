import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { ServerProcess } from '../testing/server-process.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { CHECKPOINT_PAGES, WalSize } from './wal.ts';

/** Files can't grow beyond 8 MiB: a larger log's pages beyond that can't be written, but a WAL that is smaller can. */
const FILE_LIMIT_BYTES = 8 * 1024 * 1024;
const LIMITED = ['sh', '-c', `ulimit -S -f ${FILE_LIMIT_BYTES / 512} && exec "$@"`, 'sh'];
const CAN_RAISE_LIMITS = spawnSync('prlimit', ['--version']).status === 0;

const NAME = 'x'.repeat(200);
const BATCH = 500;

/** Posts readings until a WAL of them is due to be copied, each time twice over. */
async function postCheckpointsWorth(url: string): Promise<void> {
  const readings = Array.from({ length: BATCH }, (_, index) => ({
    Name: NAME,
    Temparature: '36.6C',
    RFID: `R${index}`,
  }));
  const body = JSON.stringify(readings);
  const headers = { 'Content-Type': 'application/json' };
  for (let bytes = 0; bytes < 1.2 * CHECKPOINT_PAGES * 4096; bytes += 4 * BATCH * NAME.length) {
    const answer = await ask(`${url}/api/readings`, { method: 'POST', headers, body });
    assert.equal(answer.status, 201, answer.text);
  }
}

async function metric(url: string, name: string): Promise<number> {
  const { text } = await ask(`${url}/metrics`);
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

if (CAN_RAISE_LIMITS) {
  test('while the WAL can not be copied into the log, readings are stored, but the server is not ready and says so', async (t) => {
    const folder = tempFolder(t);
    const log = await openLog(t, { file: join(folder, 'log.sqlite') });
    const rows = Array.from({ length: 30_000 }, (_, index) => reading({ name: NAME, rfid: `Q${index % 100}` }));
    await log.append(rows, 'each');
    await log.close();
    const server = await ServerProcess.start(['--data', folder], LIMITED);
    t.after(() => server.kill9());
    await postCheckpointsWorth(server.url);
    const notReady = await ask(`${server.url}/readyz`);
    assert.deepEqual(refusal(notReady), [503, 'storage-unavailable']);
    assert.match(notReady.text, /write-ahead log can't be copied into its file \(disk I\/O error\).*check the disk/);
    assert.equal(await metric(server.url, 'vitalwire_log_failing'), 1);

    spawnSync('prlimit', ['--pid', String(server.pid), '--fsize=unlimited:']);
    assert.equal((await ask(`${server.url}/readyz`)).status, 200);
    assert.equal(await metric(server.url, 'vitalwire_log_failing'), 0);
    const { stderr } = await server.stop();
    assert.match(stderr, /"level":"error","message":"the log fails","code":"storage-unavailable"/);
  });
}

test('the bytes of a WAL that a reader holds are a metric', async (t) => {
  const folder = tempFolder(t);
  const { app, url } = await startApp(t, '--data', folder);
  const reader = new DatabaseSync(join(folder, 'log.sqlite'), { readOnly: true });
  t.after(() => reader.close());
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM events').get();
  await postCheckpointsWorth(url);
  await postCheckpointsWorth(url);
  await app.log.probe();
  assert.ok((await metric(url, 'vitalwire_log_wal_bytes')) > 1.2 * CHECKPOINT_PAGES * 4096);
  assert.equal(await metric(url, 'vitalwire_log_failing'), 0);
});

test('a WAL that has become large is warned of once, and again after it was small', () => {
  const warned: number[] = [];
  const size = new WalSize((bytes) => warned.push(bytes));
  const mebibytes = (count: number) => count * 1024 * 1024;
  for (const each of [1, 255, 256, 300, 64, 257]) size.see(mebibytes(each));
  assert.deepEqual(warned, [mebibytes(256), mebibytes(257)]);
  assert.equal(size.bytes, mebibytes(257));
});
