import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD } from '../contract/wire.ts';
import type { NewReading } from '../log/shapes.ts';
import { historyRoute } from './history.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';

const CSV = { Accept: 'text/csv' };
const HEADER = `\ufeffId,Name,${FIELD.temperature},RFID,TakenAt,Status,Alarm\r\n`;

function reading(index: number, name = 'Mass Roy', temperature = '36.6C'): NewReading {
  return { type: 'message', name, temperature, rfid: `R${index}`, takenAtMs: NOW + index };
}

test('a history without readings is a header', async (t) => {
  const { origin } = await TestServer.start(t, historyRoute(await openTestLog(t)));
  const response = await fetch(origin, { headers: CSV });
  assert.equal(response.headers.get('content-disposition'), 'attachment; filename="readings.csv"');
  assert.equal(await textOf(response), HEADER);
});

test('names come quoted and harmless, an alarm has its id', async (t) => {
  const log = await openTestLog(t);
  const { origin } = await TestServer.start(t, historyRoute(log));
  await log.append([reading(1, 'Roy, "Mass"'), reading(2, '=1+1', '102.5F')], 'each');
  assert.equal(
    await textOf(await fetch(origin, { headers: CSV })),
    HEADER +
      `${log.idOf(2)},'=1+1,102.5F,R2,2026-11-20T09:15:10.002Z,fever,${log.idOf(2)}\r\n` +
      `${log.idOf(1)},"Roy, ""Mass""",36.6C,R1,2026-11-20T09:15:10.001Z,normal,\r\n`,
  );
});

/** With the byte order mark, which `text()` leaves out. */
async function textOf(response: Response): Promise<string> {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}
