import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ImportDone, ImportState } from '../contract/import.ts';
import { ask } from '../testing/ask.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { untilFiles } from '../testing/until-files.ts';

const CSV =
  'RFID;Name;Temperature;TakenAt\r\n' +
  'R1;"Lee; Ann";36.6C;2026-11-20T09:00:00Z\r\n' +
  'R2;Bob;99C;2026-11-20T09:00:00Z\r\n' +
  'R3;Cid;37.2C;2026-11-20T09:00:00Z\r\n';

/** Sends a file and follows its import to its end. */
async function send(url: string, body: string): Promise<{ readonly path: string; readonly done: ImportDone }> {
  const headers = { 'Content-Type': 'text/csv' };
  const answer = await ask(`${url}/api/imports`, { method: 'POST', headers, body });
  assert.equal(answer.status, 202, answer.text);
  const path = url + String(answer.headers.location);
  const stream = await StreamClient.open(`${path}/events`);
  assert.equal(await stream.closed, 'ended');
  return { path, done: JSON.parse(stream.of('done')[0]?.data ?? '{}') as ImportDone };
}

function counts({ Accepted, Duplicates, Rejected, Outcome, Percent }: ImportDone | ImportState): readonly unknown[] {
  return [Outcome, Percent, Accepted, Duplicates, Rejected];
}

test('a file goes in, what it lacks comes out, and mended it goes in again; its file is gone then', async (t) => {
  const data = tempFolder(t);
  const { url } = await startApp(t, '--data', data);
  const first = await send(url, CSV);
  assert.deepEqual(counts(first.done), ['completed', 100, 2, 0, 1]);
  const errors = (await ask(`${first.path}/errors.csv`)).text;
  assert.match(
    errors,
    /^RFID;Name;Temperature;TakenAt;Line;Reason\r\nR2;Bob;99C;2026-11-20T09:00:00Z;3;"[^\r\n]+\r\n$/,
  );
  const mended = await send(url, errors.replace('99C', '36.9C'));
  assert.deepEqual(counts(mended.done), ['completed', 100, 1, 0, 0]);
  const again = await send(url, CSV);
  assert.deepEqual(counts(again.done), ['completed', 100, 0, 2, 1]);
  const history = JSON.parse((await ask(`${url}/api/readings`)).text) as { readonly Readings: { Name: string }[] };
  assert.deepEqual(history.Readings.map(({ Name }) => Name).sort(), ['Bob', 'Cid', 'Lee; Ann']);
  const state = JSON.parse((await ask(first.path)).text) as ImportState;
  assert.deepEqual(counts(state), counts(first.done));
  assert.match((await ask(`${url}/metrics`)).text, /^vitalwire_imported_readings_total 3$/m);
  await untilFiles(join(data, 'log-imports'), (names) => names.length === 0);
});
