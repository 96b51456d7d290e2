import assert from 'node:assert/strict';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ImportDone, ImportState } from '../contract/import.ts';
import { ask } from '../testing/ask.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp, startAppAt } from '../testing/test-app.ts';
import { TestClock } from '../testing/test-clock.ts';
import { untilFiles } from '../testing/until-files.ts';

const CSV =
  'RFID;Name;Temperature;TakenAt\r\n' +
  'R1;"Lee; Ann";36.6C;2026-11-20T09:00:00Z\r\n' +
  'R2;Bob;99C;2026-11-20T09:00:00Z\r\n' +
  'R3;Cid;37.2C;2026-11-20T09:00:00Z\r\n';

/** Sends a file, and gives the address of its import. */
async function upload(url: string, body: string, query = ''): Promise<string> {
  const headers = { 'Content-Type': 'text/csv' };
  const answer = await ask(`${url}/api/imports${query}`, { method: 'POST', headers, body });
  assert.equal(answer.status, 202, answer.text);
  return url + String(answer.headers.location);
}

/** Sends a file and follows its import to its end. */
async function send(
  url: string,
  body: string,
  query = '',
): Promise<{ readonly path: string; readonly done: ImportDone }> {
  const path = await upload(url, body, query);
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
    /^\ufeffRFID;Name;Temperature;TakenAt;Line;Reason\r\nR2;Bob;99C;2026-11-20T09:00:00Z;3;"[^\r\n]+\r\n$/,
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

test('readings that were exported import again unchanged, here and elsewhere, whatever the names begin with', async (t) => {
  const [{ url }, other] = [await startApp(t), await startApp(t)];
  const names = ['=1+1', '-Ann', "'t Hooft", "'=x", "''-x", '+49', '@Bob', ' Zoë ', '"Q"', 'Lee, Ann', '-1', '|a'];
  const readings = names.map((Name, index) => ({
    Name,
    Temperature: '36.6C',
    RFID: `-R${index}`,
    TakenAt: '2026-11-20T09:00:00.000Z',
  }));
  const headers = { 'Content-Type': 'application/json' };
  await ask(`${url}/api/readings`, { method: 'POST', headers, body: JSON.stringify(readings) });
  const exported = (await ask(`${url}/api/readings`, { headers: { Accept: 'text/csv' } })).text;
  assert.match(exported, /'=1\+1,/);
  assert.deepEqual(counts((await send(url, exported)).done), ['completed', 100, 0, names.length, 0]);
  assert.deepEqual(counts((await send(other.url, exported)).done), ['completed', 100, names.length, 0, 0]);
  const there = (await ask(`${other.url}/api/readings`, { headers: { Accept: 'text/csv' } })).text;
  const contentOf = (csv: string) =>
    csv
      .replaceAll(/^[a-z0-9]+-\d+,/gm, '')
      .split('\r\n')
      .sort();
  assert.deepEqual(contentOf(there), contentOf(exported));
});

test('a file as a spreadsheet writes it goes in as was said, and its errors come back to be mended', async (t) => {
  const { url } = await startApp(t);
  const file =
    '\ufeffsep=;\r\nPatient;Temp;Tag ID;Timestamp\r\n' +
    ';;;\r\nAnn;36,6;R1;20.11.2025 08:00;;\r\n-Bob;37,2 °C;R2;26.10.2025 02:30;;\r\nCid;98,6;R3;20.11.2025 08:00\r\n\u001a';
  const query = '?unit=C&dates=DD.MM.YYYY&zone=Europe/Berlin';
  const { path, done } = await send(url, file, query);
  assert.deepEqual(counts(done), ['completed', 100, 1, 0, 2]);
  const stored = JSON.parse((await ask(`${url}/api/readings`)).text) as { readonly Readings: readonly unknown[] };
  assert.partialDeepStrictEqual(stored.Readings, [
    { Name: 'Ann', Temparature: '36.6C', RFID: 'R1', TakenAt: '2025-11-20T07:00:00.000Z' },
  ]);
  const errors = (await ask(`${path}/errors.csv`)).text;
  assert.deepEqual(
    errors.split('\r\n').map((line) => line.replace(/"[^"]*(""[^"]*)*"$/, '…')),
    [
      '\ufeffPatient;Temp;Tag ID;Timestamp;Line;Reason',
      `'-Bob;"37,2 °C";R2;26.10.2025 02:30;5;…`,
      'Cid;98,6;R3;20.11.2025 08:00;6;…',
      '',
    ],
  );
  const mended = errors.replace('26.10.2025 02:30', '26.10.2025 02:30+01:00').replace('98,6', '98,6F');
  assert.deepEqual(counts((await send(url, mended, query)).done), ['completed', 100, 2, 0, 0]);
  assert.match((await ask(`${url}/api/readings?rfid=R2`)).text, /"Name":"-Bob",.*"TakenAt":"2025-10-26T01:30:00.000Z"/);
});

test('a NUL in a row is told with the line of that row', async (t) => {
  const { url } = await startApp(t);
  const { path, done } = await send(url, 'Name,Temperature,RFID\nAnn,36.6C,R1\nBo\0b,36.6C,R2\n');
  assert.deepEqual(counts(done), ['completed', 100, 1, 0, 1]);
  assert.match((await ask(`${path}/errors.csv`)).text, /R2,3,"Name ""Bo\\u0000b"" has a control character in it/);
});

test('while the clock is behind, an import stands still before the rows that are ahead of it, says so, and goes on', async (t) => {
  const clock = new TestClock(Date.parse('2026-11-20T09:00:00.000Z'));
  const folder = tempFolder(t);
  const first = await startAppAt(t, clock, '--data', folder);
  const closed = once(first.app.server, 'close');
  await first.app.close();
  await closed;
  clock.jump(-3 * 3_600_000);
  const { url, logged } = await startAppAt(t, clock, '--data', folder);
  const early = 'R0,Bob,99C,2026-11-20T09:00:00Z\n' + 'R1,Ann,36.6C,2026-11-20T05:00:00Z\n'.repeat(29);
  const path = await upload(url, `RFID,Name,Temperature,TakenAt\n${early}R2,Cid,36.6C,2026-11-20T09:00:00Z\n`);
  const stream = await StreamClient.open(`${path}/events`);
  const problem =
    "The server's clock seems to be behind: rows have times more than 5 minutes ahead of it. Set the clock";
  await stream.until(({ text }) => text.includes(problem));
  const behind = JSON.parse((await ask(path)).text) as ImportState;
  assert.deepEqual([behind.Phase, behind.Accepted, behind.Rejected], ['processing', 1, 1]);
  assert.match(logged.join('\n'), /an import does not get on.*the server's clock seems to be behind/);
  clock.jump(3 * 3_600_000);
  assert.equal(await stream.closed, 'ended');
  const state = JSON.parse((await ask(path)).text) as ImportState;
  assert.deepEqual([...counts(state), state.Problem], ['completed', 100, 2, 28, 1, undefined]);
});

test('a row that is ahead of a clock that nothing speaks against is refused', async (t) => {
  const { url } = await startAppAt(t, new TestClock(Date.parse('2026-11-20T09:00:00.000Z')));
  const { done } = await send(url, 'RFID,Name,Temperature,TakenAt\nR1,Ann,36.6C,2026-11-20T09:05:01Z\n');
  assert.deepEqual(counts(done), ['completed', 100, 0, 0, 1]);
});
