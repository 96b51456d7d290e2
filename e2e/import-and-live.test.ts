import assert from 'node:assert/strict';
import test from 'node:test';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { postImport } from './post-import.ts';
import { postReadings } from './post-readings.ts';
import { readingsCsv } from './readings-csv.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const ROWS = 50_000;

/** After so many imported readings the client is cut off. */
const CUT_AFTER = 10_000;

await inEveryBrowser((browser) => {
  test('a dashboard goes on showing live readings while 50,000 are imported, of which it gets none', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    const location = await postImport(vitalwire.url, readingsCsv(ROWS));
    const story = await StreamClient.open(`${vitalwire.url}${location}/events`);
    t.after(() => story.cut());
    const sent: string[] = [];
    do {
      sent.push(`Live ${sent.length}`);
      await postReadings(vitalwire.url, [{ Name: sent.at(-1), Temparature: '36.6C', RFID: 'LIVE' }]);
      await dashboard.eventsAre(sent.length);
    } while (story.of('done').length === 0);

    await dashboard.namesAre(sent.at(-1) ?? '');
    const events = await dashboard.events();
    assert.deepEqual(
      events.map(({ data }) => (JSON.parse(data) as { readonly Name: string }).Name),
      sent,
    );
    const state = await fetch(vitalwire.url + location);
    assert.match(await state.text(), new RegExp(`"Accepted":${ROWS}\\b`));
    await dashboard.page.reload();
    await dashboard.peopleAre(1);
    assert.deepEqual(dashboard.errors, []);
  });
});

test('who asks for imported readings gets each once and in the order of the file, also when cut off in between', async (t) => {
  const vitalwire = await Vitalwire.startFor(t);
  const url = `${vitalwire.url}/events?types=backfill`;
  const before = await StreamClient.open(url);
  await before.until(({ events }) => events.length > 0);
  await postImport(vitalwire.url, readingsCsv(ROWS));
  await before.until(({ events }) => events.length > CUT_AFTER);
  before.cut();
  const after = await StreamClient.open(url, { lastEventId: before.events.at(-1)?.id ?? '' });
  const count = () => before.of('backfill').length + after.of('backfill').length;
  await after.until(() => count() >= ROWS);
  after.cut();

  const imported = [...before.of('backfill'), ...after.of('backfill')];
  assert.deepEqual(
    imported.map(({ id, data }) => [Number(id?.split('-')[1]), (JSON.parse(data) as { readonly RFID: string }).RFID]),
    Array.from({ length: ROWS }, (_, index) => [index + 1, `R${index}`]),
  );
});
