import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSteadyClock } from '../clock/steady-clock.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { runCommand } from './commands.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const DAY = 86_400_000;

test('after two months off, clock confirm has a running server go back to --retain, and there is nothing to confirm twice', async (t) => {
  const folder = tempFolder(t);
  const file = join(folder, 'log.sqlite');
  let now = NINE;
  const options = { file, retainMs: 30 * DAY, now: () => now };
  const before = { origin: 'boot before', elapsedMs: 0 };
  const first = await openLog(t, { ...options, steady: () => before });
  await first.append([reading()], 'each');
  await first.close();
  const marking = await openLog(t, { ...options, steady: () => ({ ...before, elapsedMs: DAY / 2 }) });
  await marking.since(0);
  await marking.close();
  now += 61 * DAY;
  const steady = openSteadyClock();
  const log = await openLog(t, { ...options, steady });
  await log.since(0);
  assert.deepEqual([log.oldest, (log.clock.offByMs ?? 0) > 60 * DAY], [1, true]);
  const context = { environment: {}, serverFolder: '/nowhere', now: () => now };
  const output = await runCommand(['clock', 'confirm', '--data', folder], context);
  assert.match(output?.text ?? '', /^The clock, at 2027-01-20T09:00:00\.000Z, is confirmed: 52\d{5} s count as passed/);
  while (log.oldest < 2) await log.since(0);
  assert.equal(log.clock.offByMs, undefined);
  await assert.rejects(async () => runCommand(['clock', 'confirm', '--data', folder], context), {
    name: 'StartError',
    message: /is not in doubt; there is nothing to confirm\.$/,
  });
});
