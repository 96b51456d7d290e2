import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { AppError } from '../app-error.ts';
import type { Trend } from '../contract/trend.ts';
import type { NewReading } from '../log/shapes.ts';
import { ask, refusal } from '../testing/ask.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';
import { trendRoute } from './trend.ts';

const SECOND = 1000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function taken(agoMs: number, temperature = '36.6C', fields: Partial<NewReading> = {}): NewReading {
  return { type: 'message', name: 'Mass Roy', temperature, rfid: 'A', takenAtMs: NOW - agoMs, ...fields };
}

async function start(
  t: TestContext,
  ...readings: NewReading[]
): Promise<{ origin: string; get: (query: string) => Promise<Trend> }> {
  const log = await openTestLog(t);
  await log.append(readings, 'each');
  const { origin } = await TestServer.start(
    t,
    trendRoute(log, () => NOW),
  );
  return { origin, get: async (query) => (await (await fetch(`${origin}/?${query}`)).json()) as Trend };
}

test('a trend is the lowest, the highest and the number of readings of each bucket that has any, in °C', async (t) => {
  const { origin } = await start(
    t,
    taken(10 * SECOND, '38.5C'),
    taken(9 * SECOND, '102.5F'),
    taken(8 * SECOND, '36.9C', { rfid: 'B' }),
    taken(2 * SECOND, '37.0C'),
  );
  const { status, headers, text } = await ask(
    `${origin}/?rfid=A&from=2026-11-20T10:15:00.000%2B01:00&to=2026-11-20T09:15:10Z&points=4`,
  );
  assert.deepEqual([status, headers['content-type']], [200, 'application/json; charset=utf-8']);
  assert.equal(
    text,
    '{"RFID":"A","From":"2026-11-20T09:15:00.000Z","To":"2026-11-20T09:15:10.000Z","BucketMs":2500,"Points":[' +
      '{"At":"2026-11-20T09:15:00.000Z","Min":38.5,"Max":39.166667,"Count":2},' +
      '{"At":"2026-11-20T09:15:07.500Z","Min":37,"Max":37,"Count":1}]}',
  );
});

test('the last bucket may reach beyond the end, and counts only what was taken before it', async (t) => {
  const { get } = await start(t, taken(2), taken(1), taken(0));
  const trend = await get(`rfid=A&from=${iso(NOW - 10)}&to=${iso(NOW)}&points=3`);
  assert.equal(trend.BucketMs, 4);
  assert.deepEqual(trend.Points, [{ At: iso(NOW - 2), Min: 36.6, Max: 36.6, Count: 2 }]);
});

test('who says no more than the tag gets the last 24 hours in 300 buckets', async (t) => {
  const { get } = await start(t, taken(DAY + 1), taken(DAY), taken(1), taken(0));
  const { From, To, BucketMs, Points } = await get('rfid=A');
  assert.deepEqual([From, To, BucketMs], [iso(NOW - DAY), iso(NOW), DAY / 300]);
  assert.deepEqual(
    Points.map(({ Count }) => Count),
    [1, 1],
  );
});

test('imported and late readings are in the trend, by the time at which they were taken', async (t) => {
  const { get } = await start(
    t,
    taken(1),
    taken(2, '40.0C'),
    taken(3, '35.5C', { type: 'backfill' }),
    taken(9 * HOUR, '36.0C', { type: 'backfill' }),
  );
  const { Points } = await get('rfid=A&points=24');
  assert.deepEqual(
    Points.map(({ Min, Max, Count }) => [Min, Max, Count]),
    [
      [36, 36, 1],
      [35.5, 40, 3],
    ],
  );
});

test('a tag that nobody has seen has an empty trend', async (t) => {
  const { get } = await start(t, taken(1));
  assert.deepEqual((await get('rfid=Z')).Points, []);
});

test('a range shorter than its points is a bucket a millisecond', async (t) => {
  const { get } = await start(t, taken(2), taken(1));
  const { BucketMs, Points } = await get(`rfid=A&from=${iso(NOW - 2)}&to=${iso(NOW)}&points=2000`);
  assert.equal(BucketMs, 1);
  assert.deepEqual(
    Points.map(({ At }) => At),
    [iso(NOW - 2), iso(NOW - 1)],
  );
});

test('an impossible parameter is refused by name', async (t) => {
  const { origin } = await start(t);
  const refused = [
    ['rfid', ''],
    ['rfid', 'rfid=a%20b'],
    ['rfid', 'rfid=A&rfid=B'],
    ['from', 'rfid=A&from=yesterday'],
    ['from', `rfid=A&from=${iso(NOW)}`],
    ['from', `rfid=A&from=${iso(NOW - 401 * DAY)}`],
    ['from', `rfid=A&from=${iso(NOW)}&to=${iso(NOW - 1)}`],
    ['to', 'rfid=A&to='],
    ['points', 'rfid=A&points=0'],
    ['points', 'rfid=A&points=2001'],
    ['points', 'rfid=A&points=many'],
  ] as const;
  for (const [name, query] of refused) {
    const response = await fetch(`${origin}/?${query}`);
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    assert.deepEqual([response.status, code], [400, 'invalid-parameter'], query);
    assert.ok(detail.startsWith(`?${name}=`), detail);
  }
});

test('a log that can not be read is answered as a problem', async (t) => {
  const broken = { trend: () => Promise.reject(new AppError('storage-unavailable', 'No disk.')) };
  const { origin } = await TestServer.start(
    t,
    trendRoute(broken, () => NOW),
  );
  assert.deepEqual(refusal(await ask(`${origin}/?rfid=A`)), [503, 'storage-unavailable']);
});

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
