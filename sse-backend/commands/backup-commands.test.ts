import assert from 'node:assert/strict';
import { readdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, test, type TestContext } from 'node:test';
import { AccessStore } from '../access/access-store.ts';
import { progressLine } from '../backup/progress-line.ts';
import { runToEnd, ServerProcess } from '../testing/server-process.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { WHOLE_AUDIT } from '../testing/whole-audit.ts';
import { tempFolder } from '../testing/temp-folder.ts';

async function post({ url }: ServerProcess): Promise<string> {
  const body = '{"Name":"Ann","Temparature":"36.6C","RFID":"R1"}';
  const answer = await fetch(`${url}/api/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
  const { Ids } = (await answer.json()) as { readonly Ids: readonly string[] };
  return Ids[0] ?? '';
}

async function openStream(t: TestContext, { url }: ServerProcess, lastEventId: string): Promise<StreamClient> {
  const client = await StreamClient.open(`${url}/events`, { lastEventId });
  t.after(() => client.cut());
  await client.until(({ events }) => events.length > 0);
  return client;
}

suite('backup and restore on the command line', { concurrency: 2 }, () => {
  test('a backup of a running server, restored, has what was posted, and tells clients that it is another log', async (t) => {
    const data = tempFolder(t);
    const file = join(tempFolder(t), 'monday.backup');
    const server = await ServerProcess.startFor(t, ['--data', data]);
    const first = await post(server);
    const made = await runToEnd(['backup', file, '--data', data]);
    assert.deepEqual(made, { code: 0, signal: null, stdout: `${file} has everything up to ${first}.\n`, stderr: '' });
    const second = await post(server);

    const refused = await runToEnd(['restore', file, '--data', data]);
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^vitalwire: The data directory .* is held by another running server; [^\n]+\n$/);
    await server.stop();
    const restored = await runToEnd(['restore', file, '--data', data]);
    assert.equal(restored.code, 0, restored.stderr);
    assert.match(
      restored.stdout,
      new RegExp(`^Restored what there was at 2.*Z, up to ${first}\\.\nWhat was there is in `),
    );
    assert.match(restored.stderr, /^The log has a new name, so clients are told of a gap\. [^\n]+\n$/);

    const again = await ServerProcess.startFor(t, ['--data', data]);
    const client = await openStream(t, again, second);
    const gap = JSON.parse(client.events[0]?.data ?? '') as { Requested: string; Reason: string; OldestKept: string };
    assert.deepEqual([client.events[0]?.event, gap.Requested, gap.Reason], ['gap', second, 'foreign']);
    const kept = await openStream(t, again, gap.OldestKept);
    await kept.until(() => kept.of('message').length === 1);
    const [epoch] = first.split('-');
    const next = await post(again);
    assert.match(next, /-2$/);
    assert.ok(!next.startsWith(epoch ?? ''));
  });

  test('both are in the audit, and the demo has a log of its own', async (t) => {
    const data = tempFolder(t);
    const file = join(tempFolder(t), 'demo.backup');
    await (await ServerProcess.startFor(t, ['--data', data, '--demo', '--demo-interval', '1h'])).stop();
    assert.equal((await runToEnd(['backup', file, '--data', data, '--demo'])).code, 0);
    assert.equal((await runToEnd(['restore', file], { VITALWIRE_DATA: data, VITALWIRE_DEMO: 'on' })).code, 0);
    const missing = await runToEnd(['backup', `${file}2`, '--data', data]);
    assert.deepEqual([missing.code, missing.stdout], [2, '']);
    assert.match(missing.stderr, /^vitalwire: There is no log at .*log\.sqlite; [^\n]+\n$/);

    const [aside = ''] = readdirSync(data).filter((name) => name.startsWith('replaced-'));
    const actionsIn = (folder: string) => {
      const store = AccessStore.open(join(folder, 'access.sqlite'));
      t.after(() => store.close());
      return store.auditPage(WHOLE_AUDIT).map(({ action, subject, from }) => [action, subject, from]);
    };
    assert.deepEqual(actionsIn(data), [['restore', file, 'command line']]);
    assert.deepEqual(actionsIn(join(data, aside)), [['backup', file, 'command line']]);
  });

  test('restoring a backup of an older version, which has no checksum, warns of that', async (t) => {
    const data = tempFolder(t);
    const file = join(tempFolder(t), 'monday.backup');
    await (await ServerProcess.startFor(t, ['--data', data])).stop();
    assert.equal((await runToEnd(['backup', file, '--data', data])).code, 0);
    const database = new DatabaseSync(file);
    const { page_count: pages } = database.prepare('PRAGMA page_count').get() as { page_count: number };
    database.exec('ALTER TABLE backup DROP COLUMN sealed');
    database.close();
    truncateSync(file, pages * 4096);
    const { code, stderr } = await runToEnd(['restore', file, '--data', data]);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Warning: this backup is from a version that wrote no checksum/);
  });

  test('without a file, with an unknown flag or in memory, one line says what is wrong', async () => {
    for (const [args, line] of [
      [['backup'], /FILE is missing: it is "backup FILE", and flags behind it/],
      [['restore', '--demo'], /FILE is missing: it is "restore FILE"/],
      [['backup', 'x', '--port', '1'], /Unknown flag --port; --help/],
      [['backup', 'x', '--data', ':memory:'], /Invalid value ":memory:" for --data/],
      [['restore', '/no/such/file', '--data', '/no/where'], /There is no \/no\/such\/file/],
    ] as const) {
      const { code, stdout, stderr } = await runToEnd(args);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, /^vitalwire: [^\n]+\n$/);
      assert.match(stderr, line);
    }
  });
});

test('progress is a line a second, for what takes longer than that', () => {
  let now = 0;
  const lines: string[] = [];
  const tell = progressLine(
    (line) => lines.push(line),
    () => now,
  );
  for (let pages = 0; pages <= 10; pages += 1) {
    tell({ pages, of: 10 });
    now += 400;
  }
  assert.deepEqual(lines, ['30 % copied\n', '60 % copied\n', '90 % copied\n']);
});
