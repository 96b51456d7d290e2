import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { formatInstant } from '../contract/instant.ts';
import { FIELD } from '../contract/wire.ts';
import type { EventLog } from '../log/event-log.ts';
import { historyRoute } from './history.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';

interface Page {
  readonly Readings: readonly { readonly Id: string; readonly TakenAt: string }[];
  readonly Next?: string;
}

/** A log with readings of A, B, A, B… one second apart, the newest at NOW; A's and B's are taken at the same moments. */
async function start(t: TestContext, pairs: number): Promise<{ log: EventLog; get: (query: string) => Promise<Page> }> {
  const log = await openTestLog(t);
  const readings = Array.from({ length: pairs * 2 }, (_, index) => ({
    type: 'message' as const,
    name: 'Mass Roy',
    temperature: '36.6C',
    rfid: index % 2 === 0 ? 'A' : 'B',
    takenAtMs: NOW - (pairs - 1 - Math.floor(index / 2)) * 1000,
  }));
  await log.append(readings, 'each');
  const { origin } = await TestServer.start(t, historyRoute(log));
  return { log, get: async (query) => (await (await fetch(`${origin}/?${query}`)).json()) as Page };
}

function sequencesOf({ Readings }: Page): number[] {
  return Readings.map(({ Id }) => Number(Id.split('-')[1]));
}

test('history is a list with ids, newest first', async (t) => {
  const { log, get } = await start(t, 1);
  const reading = (sequence: number, rfid: string) => ({
    Id: log.idOf(sequence),
    Name: 'Mass Roy',
    [FIELD.temperature]: '36.6C',
    RFID: rfid,
    TakenAt: '2026-11-20T09:15:10.000Z',
    Status: 'normal',
  });
  assert.deepEqual(await get(''), { Readings: [reading(2, 'B'), reading(1, 'A')] });
});

test('the pages of a history join without a reading lost or given twice, also where times are the same', async (t) => {
  const { get } = await start(t, 5);
  const pages = [await get('limit=3')];
  for (let next = pages[0]?.Next; next !== undefined; next = pages.at(-1)?.Next) {
    pages.push(await get(`limit=3&before=${next}`));
  }
  assert.deepEqual(pages.map(sequencesOf), [[10, 9, 8], [7, 6, 5], [4, 3, 2], [1]]);
});

test('there is no next page when the last one is just full', async (t) => {
  const { get } = await start(t, 2);
  const { Next, ...page } = await get('limit=4');
  assert.deepEqual([sequencesOf(page), Next], [[4, 3, 2, 1], undefined]);
});

test('a history is of one tag and of a time from (included) to (excluded) when asked for', async (t) => {
  const { get } = await start(t, 5);
  assert.deepEqual(sequencesOf(await get('rfid=A')), [9, 7, 5, 3, 1]);
  const [from, to] = [formatInstant(NOW - 3000), formatInstant(NOW - 1000)];
  assert.deepEqual(sequencesOf(await get(`from=${from}&to=${to}`)), [6, 5, 4, 3]);
  assert.deepEqual(sequencesOf(await get(`rfid=B&from=${from}&to=${to}&unknown=x`)), [6, 4]);
  assert.deepEqual(await get(`rfid=Z`), { Readings: [] });
});

test('an offset in a time may be written with a plain plus', async (t) => {
  const { get } = await start(t, 2);
  assert.deepEqual(sequencesOf(await get('from=2026-11-20T10:15:10.000+01:00')), [4, 3]);
});

test('a page has 100 readings when not asked otherwise', async (t) => {
  const { get } = await start(t, 51);
  assert.equal((await get('')).Readings.length, 100);
  assert.equal((await get('limit=1000')).Readings.length, 102);
});

test('an impossible parameter is refused by name', async (t) => {
  const { origin } = await TestServer.start(t, historyRoute(await openTestLog(t)));
  const queries = [
    'limit=0',
    'limit=1001',
    'limit=ten',
    'from=yesterday',
    'to=',
    'before=x',
    'rfid=a%20b',
    'rfid=A&rfid=B',
  ];
  for (const query of queries) {
    const response = await fetch(`${origin}/?${query}`);
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    assert.deepEqual([response.status, code], [400, 'invalid-parameter'], query);
    assert.ok(detail.startsWith(`?${query.split('=')[0]}=`), detail);
  }
});

test('what can not be had is refused, and every answer says that it varies', async (t) => {
  const { origin } = await TestServer.start(t, historyRoute(await openTestLog(t)));
  const seen: unknown[] = [];
  for (const Accept of ['application/json', 'text/csv', 'application/fhir+json', 'text/html', 'application/fhir+xml']) {
    const { status, headers } = await fetch(origin, { headers: { Accept } });
    seen.push([status, headers.get('content-type'), headers.get('vary')]);
  }
  assert.deepEqual(seen, [
    [200, 'application/json; charset=utf-8', 'Accept'],
    [200, 'text/csv; charset=utf-8', 'Accept'],
    [200, 'application/fhir+json; charset=utf-8', 'Accept'],
    [406, 'application/problem+json', 'Accept'],
    [406, 'application/problem+json', 'Accept'],
  ]);
});
