import assert from 'node:assert/strict';
import test from 'node:test';
import type { ImportProgress } from '../sse-backend/contract/import.ts';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';
import { openBrowsers } from './browsers.ts';
import { HELD_TAG, holdRow, releaseRow } from './held-row.ts';
import { ImportStory } from './import-story.ts';
import { postImport } from './post-import.ts';
import { ProbedPage } from './probed-page.ts';
import { IS_FULL_SCALE } from './scale.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const SCALE = IS_FULL_SCALE ? { rows: 600_000, kills: 20 } : { rows: 150_000, kills: 5 };

/** Every so many rows one is wrong, one repeats the one before, one has no time of its own. */
const EVERY = 500;

const browsers = await openBrowsers();

test('an import whose server is killed again and again stores row for row what an undisturbed one does, and the page tells one story', async (t) => {
  const csv = csvOf(SCALE.rows);
  const undisturbed = await Vitalwire.startFor(t);
  const place = await postImport(undisturbed.url, csv);
  const expected = await ImportStory.follow(undisturbed.url + place);

  const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
  // However slowly this process runs, the import cannot end before the last kill.
  holdRow(vitalwire);
  const location = await postImport(vitalwire.url, csv);
  const pages = await Promise.all(
    browsers.map(async (browser) => {
      const probed = await ProbedPage.create(t, browser);
      await probed.page.goto(vitalwire.url + location.replace('/api', ''));
      return probed;
    }),
  );
  let bytes = 0;
  for (let kill = 1; kill <= SCALE.kills; kill += 1) {
    bytes = await progressBeyond(bytes, `${vitalwire.url}${location}/events`);
    await vitalwire.kill9();
    await vitalwire.restart();
  }

  releaseRow(vitalwire);
  const story = await ImportStory.follow(vitalwire.url + location);
  assert.deepEqual(story.told, expected.told);
  assert.equal(await errorsOf(vitalwire.url + location), await errorsOf(undisturbed.url + place));
  assert.deepEqual(await stored(vitalwire.url), await stored(undisturbed.url));
  for (const probed of pages) {
    await probed.page.evaluate(`probe.until(() => probe.events.some(({ type }) => type === 'done'))`);
    const seen = new ImportStory(await probed.events());
    assert.deepEqual(seen.ids, story.ids);
    assert.deepEqual(seen.told, expected.told);
    seen.assertIsContinuous();
    assert.deepEqual(probed.errors, []);
  }
});

/** Waits until the import has gone beyond `bytes` or stands at the held row. Returns its position in bytes. */
async function progressBeyond(bytes: number, url: string): Promise<number> {
  const stream = await StreamClient.open(url);
  const progress = () => stream.of('progress').map(({ data }) => JSON.parse(data) as ImportProgress);
  await stream.until(() => progress().some(({ Bytes, Problem }) => Bytes > bytes || Problem !== undefined));
  stream.cut();
  return Math.max(bytes, ...progress().map(({ Bytes }) => Bytes));
}

async function errorsOf(url: string): Promise<string> {
  const response = await fetch(`${url}/errors.csv`);
  assert.equal(response.status, 200);
  return response.text();
}

/** Everything that is in the log, by who and when, and that the ids leave nothing out. */
async function stored(url: string): Promise<readonly string[]> {
  const response = await fetch(`${url}/api/readings`, { headers: { Accept: 'text/csv' } });
  const lines = (await response.text()).trimEnd().split('\r\n').slice(1);
  const sequences = lines.map((line) => Number(/^\w+-(\d+),/.exec(line)?.[1])).sort((one, other) => one - other);
  assert.deepEqual(
    sequences,
    sequences.map((_, index) => index + 1),
  );
  // When the server took what has no time of its own is not the file's.
  return lines.map((line) => line.replace(/^[^,]*,/, '').replace(/^(Now \d+,.*?),\d{4}-[^,]*/, '$1')).sort();
}

function csvOf(rows: number): string {
  const from = Date.now() - rows * 1000 - 3_600_000;
  const lines = Array.from({ length: rows }, (_, index) => line(index, from));
  const held = Math.floor(rows * 0.95);
  lines[held] = (lines[held] ?? '').replace(/,R\d+,/, `,${HELD_TAG},`);
  return `Name,Temparature,RFID,TakenAt\r\n${lines.join('\r\n')}\r\n`;
}

function line(index: number, from: number): string {
  const takenAt = new Date(from + index * 1000).toISOString();
  switch (index % EVERY) {
    case 100:
      return `Žofie ${index},warm,R${index % 1000},${takenAt}`;
    case 201:
      return line(index - 1, from);
    case 300:
      return `Now ${index},36.6C,R${index % 1000},`;
    default:
      return `"Person, ${index % 1000}",${(36 + (index % 30) / 10).toFixed(1)}C,R${index % 1000},${takenAt}`;
  }
}
