import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get as openGet, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { AppError } from '../app-error.ts';
import { FIELD } from '../contract/wire.ts';
import type { EventLog } from '../log/event-log.ts';
import type { NewReading } from '../log/shapes.ts';
import { historyRoute } from './history.ts';
import { NOW, openTestLog, TestServer } from './test-server.ts';

const CSV = { Accept: 'text/csv' };
const HEADER = `Id,Name,${FIELD.temperature},RFID,TakenAt,Status,Alarm\r\n`;

function reading(index: number, name = 'Mass Roy', temperature = '36.6C'): NewReading {
  return { type: 'message', name, temperature, rfid: `R${index}`, takenAtMs: NOW + index };
}

test('a history without readings is a header', async (t) => {
  const { origin } = await TestServer.start(t, historyRoute(await openTestLog(t)));
  const response = await fetch(origin, { headers: CSV });
  assert.equal(response.headers.get('content-disposition'), 'attachment; filename="readings.csv"');
  assert.equal(await response.text(), HEADER);
});

test('names come quoted and harmless, an alarm has its id', async (t) => {
  const log = await openTestLog(t);
  const { origin } = await TestServer.start(t, historyRoute(log));
  await log.append([reading(1, 'Roy, "Mass"'), reading(2, '=1+1', '102.5F')], 'each');
  assert.equal(
    await (await fetch(origin, { headers: CSV })).text(),
    HEADER +
      `${log.idOf(2)},'=1+1,102.5F,R2,2026-11-20T09:15:10.002Z,fever,${log.idOf(2)}\r\n` +
      `${log.idOf(1)},"Roy, ""Mass""",36.6C,R1,2026-11-20T09:15:10.001Z,normal,\r\n`,
  );
});

test('the whole range comes, whatever the limit, also where it fills its last page', async (t) => {
  for (const count of [1, 1000, 1001, 2500]) {
    const log = await openTestLog(t);
    const { origin } = await TestServer.start(t, historyRoute(log));
    await log.append(
      Array.from({ length: count }, (_, index) => reading(index)),
      'each',
    );
    const lines = (await (await fetch(`${origin}/?limit=10`, { headers: CSV })).text()).split('\r\n');
    const ids = lines.slice(1, -1).map((line) => line.split(',')[0]);
    assert.deepEqual(
      ids,
      Array.from({ length: count }, (_, index) => log.idOf(count - index)),
    );
  }
});

test('HEAD is answered with headers alone', async (t) => {
  const { origin } = await TestServer.start(t, historyRoute(await openTestLog(t)));
  const response = await fetch(origin, { method: 'HEAD', headers: CSV });
  assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/csv; charset=utf-8']);
  assert.equal(await response.text(), '');
});

test('a log that can not be read is answered as a problem, and within the download as a cut', async (t) => {
  const log = new EndlessLog();
  const { origin } = await TestServer.start(t, historyRoute(log));
  log.failsAfter = 0;
  assert.equal((await fetch(origin, { headers: CSV })).status, 503);
  log.failsAfter = 3;
  const response = await fetch(origin, { headers: CSV });
  assert.equal(response.status, 200);
  await assert.rejects(response.text());
});

test('no page is read for a client that does not read, and none after it has gone', async (t) => {
  const log = new EndlessLog();
  const server = await TestServer.start(t, historyRoute(log));
  const handled = server.untilHandled();
  const request = openGet(server.origin, { headers: CSV });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.pause();
  const pagesRead = await log.untilIdle();
  assert.ok(pagesRead < 500, `${pagesRead} pages of 100 KB were read`);
  request.destroy();
  await handled;
  assert.ok(log.pagesRead <= pagesRead + 1, `${log.pagesRead - pagesRead} pages were read for nobody`);
});

/** A log that always has another page. */
class EndlessLog implements Pick<EventLog, 'history' | 'idOf'> {
  pagesRead = 0;
  failsAfter = Infinity;

  history({ limit }: { readonly limit: number }): ReturnType<EventLog['history']> {
    if (this.pagesRead >= this.failsAfter) return Promise.reject(new AppError('storage-unavailable', 'No disk.'));
    this.pagesRead += 1;
    const data =
      `{"Name":"Mass Roy","${FIELD.temperature}":"36.6C","RFID":"R1",` +
      `"TakenAt":"2026-11-20T09:15:02.114Z","Status":"normal"}`;
    return Promise.resolve(Array.from({ length: limit }, () => ({ takenAtMs: NOW, sequence: 1, data })));
  }

  idOf(sequence: number): string {
    return `k3f9-${sequence}`;
  }

  /** Resolves with the pages read once no further one is read. */
  async untilIdle(): Promise<number> {
    let quietTurns = 0;
    for (let last = this.pagesRead; quietTurns < 200; last = this.pagesRead) {
      await new Promise((resolve) => setTimeout(resolve));
      quietTurns = this.pagesRead === last ? quietTurns + 1 : 0;
    }
    return this.pagesRead;
  }
}
