import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELD } from '../contract/wire.ts';
import type { NewReading } from '../log/shapes.ts';
import { latestRoute } from './latest.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';

function reading(rfid: string, temperature: string, takenAtMs: number): NewReading {
  return { type: 'message', name: 'Mass Roy', temperature, rfid, takenAtMs };
}

test('a log without readings has nobody latest, at position 0', async (t) => {
  const log = await openTestLog(t);
  const { origin } = await TestServer.start(t, latestRoute(log));
  assert.equal(await (await fetch(origin)).text(), `{"Readings":[],"Position":"${log.idOf(0)}"}`);
});

test('everyone is there once, with the latest reading and the position from which a stream continues', async (t) => {
  const log = await openTestLog(t);
  const { origin } = await TestServer.start(t, latestRoute(log));
  await log.append([reading('A', '36.6C', NOW), reading('B', '98.6F', NOW), reading('A', '36.7C', NOW + 1)], 'each');
  await log.append([reading('B', '104.0F', NOW - 1)], 'each');
  const response = await fetch(origin);
  assert.equal(response.headers.get('content-type'), 'application/json; charset=utf-8');
  assert.equal(
    await response.text(),
    `{"Readings":[{"Id":"${log.idOf(3)}","Name":"Mass Roy","${FIELD.temperature}":"36.7C","RFID":"A",` +
      `"TakenAt":"2026-11-20T09:15:10.001Z","Status":"normal"},` +
      `{"Id":"${log.idOf(2)}","Name":"Mass Roy","${FIELD.temperature}":"98.6F","RFID":"B",` +
      `"TakenAt":"2026-11-20T09:15:10.000Z","Status":"normal"}],"Position":"${log.idOf(4)}"}`,
  );
  const head = await fetch(origin, { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [200, '']);
});
