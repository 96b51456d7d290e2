import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { WireAlarm } from '../contract/alarm-wire.ts';
import { formatInstant } from '../contract/instant.ts';
import type { EventLog } from '../log/event-log.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';
import { ask } from '../testing/ask.ts';
import { reading } from '../testing/test-log.ts';
import { alarmsRoute } from './alarms.ts';

interface Page {
  readonly Alarms: readonly WireAlarm[];
  readonly Position: string;
  readonly Next?: string;
}

async function start(
  t: TestContext,
): Promise<{ log: EventLog; origin: string; get: (query: string) => Promise<Page> }> {
  const log = await openTestLog(t);
  const { origin } = await TestServer.start(t, alarmsRoute(log));
  return { log, origin, get: async (query) => (await (await fetch(`${origin}/?${query}`)).json()) as Page };
}

/** A reading of somebody, so many seconds from NOW. */
function take(rfid: string, temperature: string, second: number) {
  return reading({ rfid, temperature, takenAtMs: NOW + second * 1000 });
}

function sequencesOf({ Alarms }: Page): number[] {
  return Alarms.map(({ Alarm }) => Number(Alarm.split('-')[1]));
}

/** Alarm 1 is over, 2 over and acknowledged, 3 acknowledged, 4 neither; the event after them is at 8. */
async function raiseFour(log: EventLog): Promise<void> {
  const fevers = ['A', 'B', 'C', 'D'].map((rfid, second) => take(rfid, '39.0C', second));
  await log.append([...fevers, take('A', '36.6C', 10), take('B', '36.6C', 11)], 'each');
  await log.acknowledge({ alarm: log.idOf(2), by: 'local', note: '' });
  await log.acknowledge({ alarm: log.idOf(3), by: 'local', note: 'called\n"at once"' });
}

test('the list of a log without alarms is empty and has its position', async (t) => {
  const { log, origin } = await start(t);
  const { status, headers, text } = await ask(origin);
  assert.deepEqual([status, headers['content-type']], [200, 'application/json; charset=utf-8']);
  assert.equal(text, `{"Alarms":[],"Position":"${log.idOf(0)}"}`);
});

test('an alarm has what holds of it, and the rest is absent', async (t) => {
  const { log, origin } = await start(t);
  await log.append([take('A', '102.5F', 0)], 'each');
  const raised = `{"Alarm":"${log.idOf(1)}","RFID":"A","Name":"Mass Roy","Kind":"fever","RaisedAt":"2026-11-20T09:15:10.000Z"`;
  const position = (sequence: number) => `"Position":"${log.idOf(sequence)}"`;
  assert.equal((await ask(origin)).text, `{"Alarms":[${raised},"Peak":"102.5F"}],${position(1)}}`);
  await log.append([take('A', '36.6C', 1)], 'each');
  await log.acknowledge({ alarm: log.idOf(1), by: 'local', note: '' });
  const over = `${raised},"EndedAt":"2026-11-20T09:15:11.000Z","Peak":"102.5F"`;
  const acknowledged = '"AcknowledgedAt":"2026-11-20T09:15:10.000Z","By":"local","Note":""';
  assert.equal((await ask(origin)).text, `{"Alarms":[${over},${acknowledged}}],${position(3)}}`);
});

test('alarms are open, unacknowledged, or all, when not asked otherwise', async (t) => {
  const { log, get } = await start(t);
  await raiseFour(log);
  assert.deepEqual(sequencesOf(await get('')), [4, 3, 2, 1]);
  assert.deepEqual(sequencesOf(await get('state=all')), [4, 3, 2, 1]);
  assert.deepEqual(sequencesOf(await get('state=open')), [4, 3]);
  assert.deepEqual(sequencesOf(await get('state=unacknowledged')), [4, 1]);
  assert.equal((await get('state=open')).Position, log.idOf(8));
});

test('alarms are of one tag, and raised from (included) to (excluded), when asked for', async (t) => {
  const { log, get } = await start(t);
  await raiseFour(log);
  const [from, to] = [formatInstant(NOW + 1000), formatInstant(NOW + 3000)];
  assert.deepEqual(sequencesOf(await get(`from=${from}`)), [4, 3, 2]);
  assert.deepEqual(sequencesOf(await get(`from=${from}&to=${to}`)), [3, 2]);
  assert.deepEqual(sequencesOf(await get(`from=${from}&to=${to}&state=open`)), [3]);
  assert.deepEqual(sequencesOf(await get('rfid=C')), [3]);
  assert.deepEqual(sequencesOf(await get('rfid=C&state=unacknowledged')), []);
});

test('a list is in the order of RaisedAt, not of storing', async (t) => {
  const { log, get } = await start(t);
  await log.append(
    [take('A', '39.0C', 5), take('B', '39.0C', 3), take('C', '39.0C', 5), take('D', '34.0C', 4)],
    'each',
  );
  assert.deepEqual(sequencesOf(await get('')), [3, 1, 4, 2]);
});

test('the pages of a list join without an alarm lost or given twice, also where all were raised at one moment', async (t) => {
  const { log, get } = await start(t);
  await log.append(
    Array.from({ length: 12 }, (_, index) => take(`R${index}`, '39.0C', Math.floor(index / 9))),
    'each',
  );
  const pages = [await get('limit=4')];
  for (let next = pages[0]?.Next; next !== undefined; next = pages.at(-1)?.Next) {
    pages.push(await get(`limit=4&before=${next}`));
  }
  assert.deepEqual(pages.map(sequencesOf), [
    [12, 11, 10, 9],
    [8, 7, 6, 5],
    [4, 3, 2, 1],
  ]);
});

test('a page has 100 alarms when not asked otherwise, and 1000 at most', async (t) => {
  const { log, get } = await start(t);
  await log.append(
    Array.from({ length: 1001 }, (_, index) => take(`R${index}`, '39.0C', 0)),
    'each',
  );
  assert.equal((await get('')).Alarms.length, 100);
  const { Alarms, Next } = await get('limit=1000');
  assert.deepEqual([Alarms.length, Next], [1000, `${NOW}.2`]);
});

test('an impossible parameter is refused by name', async (t) => {
  const { origin } = await start(t);
  const queries = [
    'state=closed',
    'state=',
    'state=open&state=all',
    'limit=0',
    'limit=1001',
    'from=yesterday',
    'to=',
    'before=x',
    'rfid=a%20b',
  ];
  for (const query of queries) {
    const response = await fetch(`${origin}/?${query}`);
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    assert.deepEqual([response.status, code], [400, 'invalid-parameter'], query);
    assert.ok(detail.startsWith(`?${query.split('=')[0]}=`), detail);
  }
});
