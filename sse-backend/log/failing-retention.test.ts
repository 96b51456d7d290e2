import assert from 'node:assert/strict';
import { EventEmitter, on } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestClock } from '../testing/test-clock.ts';
import { openLog, reading } from '../testing/test-log.ts';

const HOUR = 3_600_000;

test('a log that can store but not remove fails until it can remove again, whatever it stores meanwhile', async (t) => {
  const clock = new TestClock(Date.parse('2026-11-20T09:00:00.000Z'));
  const file = join(tempFolder(t), 'log.sqlite');
  const health = new EventEmitter();
  const changes = on(health, 'change');
  const { now, steady } = clock;
  const onHealth = (failure: unknown) => health.emit('change', failure);
  const log = await openLog(t, { file, now, steady, retainMs: HOUR, onHealth });
  const database = new DatabaseSync(file);
  t.after(() => database.close());
  database.exec("CREATE TRIGGER full BEFORE INSERT ON clock_marks BEGIN SELECT RAISE(ABORT, 'no room here'); END");
  clock.pass(HOUR);
  const [failure] = (await changes.next()).value as [unknown];
  assert.match(String(failure), /no room here/);
  await log.append([reading()], 'each');
  assert.equal(log.failure?.code, 'storage-unavailable');
  await assert.rejects(log.probe(), { code: 'storage-unavailable' });
  database.exec('DROP TRIGGER full');
  assert.deepEqual((await changes.next()).value, [undefined]);
  assert.equal(log.failure, undefined);
});
