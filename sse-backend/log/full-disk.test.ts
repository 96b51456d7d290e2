import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { encodeReading } from '../contract/wire.ts';
import { ServerProcess } from '../testing/server-process.ts';
import { CAN_MOUNT, MOUNTING, onDiskOf, onSmallDisk } from '../testing/small-disk.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { migrate, MIGRATIONS } from './schema.ts';

/** Runs a command whose files can't grow beyond 2 MiB: the write fails, with another error than a full disk's. */
const SMALL_FILES = ['sh', '-c', 'ulimit -f 4096 && exec "$@"', 'sh'];

/** A log of the second version, of some 3 MiB. */
function makeOld(file: string): void {
  const database = new DatabaseSync(file);
  migrate(database, file, MIGRATIONS.slice(0, 2));
  const data = encodeReading({
    name: 'Ann',
    temperature: '36.6C',
    rfid: 'R1',
    takenAt: '2026-11-20T09:00:00.000Z',
    status: 'normal',
  });
  database
    .prepare(
      `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 15000)
       INSERT INTO events SELECT n, 'message', 'R1', n, n, ? FROM number`,
    )
    .run(data);
  database.close();
}

type Answer = Promise<{ status: number; body: Record<string, unknown> }>;

function post(server: ServerProcess, name: string, temperature = '36.6C'): Answer {
  return postTo(`${server.url}/api/readings`, { Name: name, Temparature: temperature, RFID: 'R1' });
}

function acknowledge(server: ServerProcess, alarm: string): Answer {
  return postTo(`${server.url}/api/acknowledgements`, { Alarm: alarm });
}

async function postTo(url: string, body: unknown): Answer {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function statusOf(server: ServerProcess, path: string): Promise<number> {
  const answer = await fetch(server.url + path);
  await answer.text();
  return answer.status;
}

// Other systems have no way to make a small disk without being root.
if (CAN_MOUNT) {
  test('a file that there is no room to bring up to date is refused, and room is what is asked for', (t) => {
    const old = join(tempFolder(t), 'log.sqlite');
    makeOld(old);
    const folder = tempFolder(t);
    const server = [process.execPath, join(import.meta.dirname, '..', 'server.ts'), '--port', '0', '--data', folder];
    const copying = `mount -t tmpfs -o size=4m tmpfs "$1" && cp "$2" "$1" && shift 2 && exec "$@"`;
    const [command, ...options] = MOUNTING;
    const { status, stderr } = spawnSync(command, [...options, copying, 'sh', folder, old, ...server], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /\(database or disk is full\); it was left as it is: free some room or give --data another/);
  });

  test('on a full disk a reading and an acknowledgement are refused with 507, streams go on, and with room again all is well by itself', async (t) => {
    const folder = tempFolder(t);
    const server = await ServerProcess.start(['--data', folder], onSmallDisk(folder, 4));
    t.after(() => server.kill9());
    const before = await post(server, 'before', '39.0C');
    assert.equal(before.status, 201);
    const alarm = String((before.body['Ids'] as string[])[0]);
    const stream = await StreamClient.open(`${server.url}/events`, { lastEventId: '0' });
    await stream.until((client) => client.of('message').length === 1);

    const filler = onDiskOf(server, folder, 'filler');
    fillDisk(filler);
    const refused = await post(server, 'refused');
    assert.deepEqual([refused.status, refused.body['code']], [507, 'no-room']);
    const unseen = await acknowledge(server, alarm);
    assert.deepEqual([unseen.status, unseen.body['code']], [507, 'no-room']);
    assert.match(String(unseen.body['detail']), /^Nothing was stored \(/);
    assert.equal(await statusOf(server, '/readyz'), 507);
    assert.equal(await statusOf(server, '/api/readings/latest'), 200);

    rmSync(filler);
    assert.equal(await statusOf(server, '/readyz'), 200);
    const after = await post(server, 'after');
    assert.equal(after.status, 201);
    const seen = await acknowledge(server, alarm);
    assert.equal(seen.status, 201);
    await stream.until((client) => client.of('acknowledgement').length === 1);
    assert.equal(stream.of('acknowledgement')[0]?.id, seen.body['Id']);
    const streamed = stream.of('message').map(({ data, id }) => `${id} ${(JSON.parse(data) as { Name: string }).Name}`);
    const ids = [before, after].map(({ body }) => String((body['Ids'] as string[])[0]));
    assert.deepEqual(streamed, [`${ids[0]} before`, `${ids[1]} after`]);
  });
}

if (process.platform !== 'win32') {
  test('when the file can no longer be written, readings are refused with 503 and what was acknowledged is still streamed', async (t) => {
    const server = await ServerProcess.start(['--data', tempFolder(t)], SMALL_FILES);
    t.after(() => server.kill9());
    let acknowledged = 0;
    let last = await post(server, 'x'.repeat(200));
    while (last.status === 201 && acknowledged < 20_000) {
      acknowledged += 1;
      const batch = Array.from({ length: 200 }, () => ({ Name: 'x'.repeat(200), Temparature: '36.6C', RFID: 'R1' }));
      const answer = await fetch(`${server.url}/api/readings`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(batch),
      });
      if (answer.status === 201) acknowledged += 200;
      last = await post(server, 'x'.repeat(200));
    }
    assert.deepEqual([last.status, last.body['code']], [503, 'storage-unavailable']);
    const stream = await StreamClient.open(`${server.url}/events`, { lastEventId: '0' });
    await stream.until((client) => client.of('message').length === acknowledged);
    assert.equal(await statusOf(server, '/healthz'), 200);
  });
}

function fillDisk(file: string): void {
  const handle = openSync(file, 'w');
  try {
    for (let size = 65_536; size >= 1; size = size > 4096 ? 4096 : Math.floor(size / 2)) fillWith(handle, size);
  } finally {
    closeSync(handle);
  }
}

/** Writes until the disk is full, which is the one error that is wanted here. */
function fillWith(handle: number, size: number): void {
  try {
    for (;;) writeSync(handle, Buffer.alloc(size));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
