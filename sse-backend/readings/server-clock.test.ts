import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test, type TestContext } from 'node:test';
import { formatInstant } from '../contract/instant.ts';
import { FIELD } from '../contract/wire.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startAppAt, type RunningApp } from '../testing/test-app.ts';
import { TestClock } from '../testing/test-clock.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const HOUR = 3_600_000;

function readingOf(rfid: string, takenAtMs: number): object {
  return { Name: 'Bo', [FIELD.temperature]: '36.6C', RFID: rfid, TakenAt: formatInstant(takenAtMs) };
}

async function post({ url }: RunningApp, body: string, type = 'application/json') {
  const response = await fetch(`${url}/api/readings`, { method: 'POST', headers: { 'Content-Type': type }, body });
  return { status: response.status, retryAfter: response.headers.get('Retry-After'), body: await response.json() };
}

function startLate(t: TestContext, clock: TestClock, ...flags: string[]): Promise<RunningApp> {
  return startAppAt(t, { now: clock.now, steady: clock.steady }, ...flags);
}

test('one device whose clock is ahead is refused for good, as others agree with the server', async (t) => {
  const app = await startLate(t, new TestClock(NINE));
  const right = ['A', 'B', 'C', 'D'].map((rfid) => readingOf(rfid, NINE));
  assert.equal((await post(app, JSON.stringify(right))).status, 201);
  for (const rfid of ['E', 'F', 'G']) {
    assert.equal((await post(app, JSON.stringify(readingOf(rfid, NINE + HOUR)))).status, 422);
  }
});

test('devices that are all ahead of the server are asked to send again, and the operator is warned', async (t) => {
  const app = await startLate(t, new TestClock(NINE));
  const statuses: number[] = [];
  for (const rfid of ['A', 'B', 'C', 'D']) {
    const { status, retryAfter } = await post(app, JSON.stringify(readingOf(rfid, NINE + HOUR)));
    statuses.push(status);
    assert.equal(retryAfter !== null, status === 503);
  }
  assert.deepEqual(statuses, [422, 422, 503, 503]);
  const ready = await (await fetch(`${app.url}/readyz`)).text();
  assert.match(ready, /^{"Status":"ready","Warnings":\["The clocks of 4 devices are more than 5 minutes ahead/);
  assert.match(await (await fetch(`${app.url}/metrics`)).text(), /\nvitalwire_devices_disagreeing 4\n/);
});

test('an upload stores what comes before the first line that is ahead of a server whose clock is behind, and then gets 503', async (t) => {
  const app = await startLate(t, new TestClock(NINE));
  const lines = [readingOf('A', NINE), ...['B', 'C', 'D'].map((rfid) => readingOf(rfid, NINE + HOUR))];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const { status, body } = await post(app, text, 'application/x-ndjson');
  const { code, Stored, Rejected } = body as Record<string, unknown>;
  assert.deepEqual([status, code, Stored, Rejected], [503, 'server-clock-behind', 1, 0]);
});

test('a server that starts with its clock behind its log asks right devices to send again from the first reading on', async (t) => {
  const clock = new TestClock(NINE);
  const folder = tempFolder(t);
  const first = await startLate(t, clock, '--data', folder);
  assert.equal((await post(first, JSON.stringify(readingOf('A', NINE)))).status, 201);
  const closed = once(first.app.server, 'close');
  await first.app.close();
  await closed;
  clock.jump(-3 * HOUR);
  const behind = await startLate(t, clock, '--data', folder);
  const refused = await post(behind, JSON.stringify(readingOf('A', NINE + 1000)));
  assert.deepEqual([refused.status, (refused.body as { code: string }).code], [503, 'server-clock-behind']);
  assert.match(behind.logged.join('\n'), /"level":"warn","message":"the clock is in doubt","kind":"clock-behind"/);
  const metrics = await (await fetch(`${behind.url}/metrics`)).text();
  assert.match(metrics, /\nvitalwire_clock_doubted 1\n/);
  assert.match(metrics, /\nvitalwire_clock_off_seconds -10800\n/);
});
