import assert from 'node:assert/strict';
import test from 'node:test';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { FaultProxy } from './fault-proxy.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const APP = ['--static', BUILT_APP];
/** Two and a half heartbeats of 15 s, plus 15 s for a busy machine. */
const DETECTED_WITHIN_MS = 37_500 + 15_000;

/** More events than the page replays: above 50,000 it loads a snapshot. */
const FAR_BEHIND = 60_000;
const PEOPLE = 400;

await inEveryBrowser((browser) => {
  test('a page whose connection is silently dropped detects that within 2.5 heartbeats, and reports how many readings it missed', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const proxy = await FaultProxy.startFor(t, vitalwire.url);
    const dashboard = await DashboardPage.open(t, browser, proxy.url);

    proxy.stall();
    const stalledAt = performance.now();
    await postReadings(vitalwire.url, people(5));
    await dashboard.pillSays('Offline (as of');
    const detectedMs = performance.now() - stalledAt;

    assert.ok(detectedMs < DETECTED_WITHIN_MS, `detected after ${Math.round(detectedMs)} ms`);
    await proxy.forward();
    await dashboard.pillSays('Live · Replayed 5');
    await dashboard.peopleAre(5);
  });

  test('while the server is down the page shows times instead of ages; afterwards it reports exactly how many readings it missed', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const proxy = await FaultProxy.startFor(t, vitalwire.url);
    await postReadings(vitalwire.url, people(8));
    const dashboard = await DashboardPage.open(t, browser, proxy.url);
    assert.deepEqual(
      await agesOf(dashboard),
      Array.from({ length: 8 }, () => 'an age'),
    );

    await vitalwire.kill9();
    await dashboard.pillSays('Reconnecting since');
    await dashboard.pillSays('Offline (as of');
    assert.deepEqual(
      await agesOf(dashboard),
      Array.from({ length: 8 }, () => 'as of'),
    );
    await dashboard.page.getByText(/^As of \d\d:\d\d:\d\d/).waitFor();

    // No reconnect before all missed readings are stored.
    proxy.refuse();
    await vitalwire.restart();
    await postReadings(vitalwire.url, people(37));
    await proxy.forward();
    await dashboard.pillSays('Live · Replayed 37');
    await dashboard.peopleAre(37);
    assert.deepEqual(new Set(await agesOf(dashboard)), new Set(['an age']));
    await dashboard.page.locator('vw-connection-pill', { hasText: /^\s*Live\s*$/ }).waitFor();
  });

  test('a page that is 60,000 events behind loads a snapshot instead of replaying them', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const proxy = await FaultProxy.startFor(t, vitalwire.url);
    const dashboard = await DashboardPage.open(t, browser, proxy.url);
    proxy.refuse();
    await dashboard.pillSays('Reconnecting since');
    await postLines(vitalwire.url, FAR_BEHIND);

    await proxy.forward();

    await dashboard.peopleAre(PEOPLE);
    await dashboard.pillSays('Live');
    const { length } = await dashboard.events();
    t.diagnostic(`${length} of ${FAR_BEHIND} events were received before the page cancelled the replay`);
    assert.ok(length < FAR_BEHIND / 4, `${length} events were received`);
    await postReadings(vitalwire.url, [{ Name: 'After', Temparature: '36.6C', RFID: 'AFTER' }]);
    await dashboard.row('AFTER').waitFor();
  });
});

function people(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({
    Name: `Person ${index}`,
    Temparature: '36.6C',
    RFID: `R${index}`,
  }));
}

/** Returns whether each row on the screen shows an age or a time. */
async function agesOf({ page }: DashboardPage): Promise<readonly string[]> {
  const texts = await page.locator('vw-reading-row time').allInnerTexts();
  return texts.map((text) => {
    if (/^\d\d:\d\d:\d\d$/.test(text.trim())) return 'as of';
    return /ago$|^just now$/.test(text.trim()) ? 'an age' : text;
  });
}

/** Posts readings of a few people, line by line. */
async function postLines(url: string, count: number): Promise<void> {
  const lines = Array.from(
    { length: count },
    (_, index) => `{"Name":"Person ${index % PEOPLE}","Temparature":"36.6C","RFID":"R${index % PEOPLE}"}\n`,
  );
  const response = await fetch(`${url}/api/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: lines.join(''),
  });
  const { Stored } = (await response.json()) as { readonly Stored: number };
  assert.equal(Stored, count);
}
