import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { deskChromium } from './desk-chromium.ts';
import { openStreams, streamsAre } from './open-streams.ts';
import { plainHttpAddress } from './plain-http.ts';
import { postReadings } from './post-readings.ts';
import { putProbeInto } from './probed-page.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

/** Twice as many as HTTP/1.1 gives a browser connections to one server. */
const TABS = 12;

await inEveryBrowser((browser) => {
  test('twelve tabs are live over one stream, and go on when the one that has it is closed', async (t) => {
    const vitalwire = await startApp(t);
    const context = await probedContext(t, browser);
    const tabs = await openTabs(context, vitalwire.url, TABS);
    assert.equal(await openStreams(vitalwire.url), 1);
    await post(vitalwire, 0, 20);
    await onEvery(tabs, (tab) => tab.peopleAre(20));

    const [first, ...others] = await byStream(tabs);
    assert.ok(first);
    await Promise.all([first.page.close(), post(vitalwire, 20, 20)]);
    await onEvery(others, (tab) => tab.peopleAre(40));
    await onEvery(others, (tab) => tab.pillSays('Live'));
    await streamsAre(vitalwire.url, 1);

    // The table can't show a repetition: the next stream goes on exactly where the one before, that told all tabs, was.
    const [second, ...rest] = await byStream(others);
    assert.ok(second);
    await second.page.close();
    await post(vitalwire, 40, 20);
    await onEvery(rest, (tab) => tab.peopleAre(60));
    await streamsAre(vitalwire.url, 1);
    const [third] = await byStream(rest);
    assert.deepEqual(
      sequencesOf((await third?.events()) ?? []),
      Array.from({ length: 20 }, (_, index) => index + 41),
    );
    for (const tab of tabs) assert.deepEqual(tab.errors, []);
  });
});

test('a tab that is looked at takes the stream from a hidden one, and no tab misses anything', async (t) => {
  const vitalwire = await startApp(t);
  const context = await deskChromium(t);
  const [first, second, third] = await openTabs(context, vitalwire.url, 3);
  assert.ok(first && second && third);
  for (const [index, tab] of [second, first, third].entries()) {
    await tab.page.bringToFront();
    await tab.streams();
    await post(vitalwire, index * 10, 10);
    await onEvery([first, second, third], (each) => each.peopleAre((index + 1) * 10));
    await streamsAre(vitalwire.url, 1);
  }
});

test('a frozen tab gives its stream to another, and is up to date soon after it goes on', async (t) => {
  const vitalwire = await startApp(t);
  const context = await deskChromium(t);
  const [frozen, other] = await openTabs(context, vitalwire.url, 2);
  assert.ok(frozen && other);
  await frozen.page.bringToFront();
  await frozen.streams();
  await other.page.bringToFront();
  const session = await context.newCDPSession(frozen.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await other.streams();
  await post(vitalwire, 0, 10);
  await other.peopleAre(10);
  assert.equal(await frozen.page.locator('vw-reading-row').count(), 0);

  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await frozen.peopleAre(10);
  await post(vitalwire, 10, 10);
  await onEvery([frozen, other], (tab) => tab.peopleAre(20));
  await streamsAre(vitalwire.url, 1);
});

test('a page that is gone back to from another is as it was, and has exactly what it missed', async (t) => {
  const vitalwire = await startApp(t);
  const context = await deskChromium(t);
  const [tab] = await openTabs(context, vitalwire.url, 1);
  assert.ok(tab);
  await post(vitalwire, 0, 5);
  await tab.peopleAre(5);
  await goAway(tab);
  await streamsAre(vitalwire.url, 0);
  await post(vitalwire, 5, 5);

  await comeBack(tab);
  await tab.peopleAre(10);
  await tab.pillSays('Live');
  assert.deepEqual(
    sequencesOf(await tab.events()),
    Array.from({ length: 10 }, (_, index) => index + 1),
  );
  await streamsAre(vitalwire.url, 1);
});

test('a page that is gone back to while another tab has the stream is up to date, too', async (t) => {
  const vitalwire = await startApp(t);
  const context = await deskChromium(t);
  const [tab, other] = await openTabs(context, vitalwire.url, 2);
  assert.ok(tab && other);
  await tab.page.bringToFront();
  await tab.streams();
  await goAway(tab);
  await other.streams();
  await post(vitalwire, 0, 5);
  await other.peopleAre(5);

  await comeBack(tab);
  await onEvery([tab, other], (each) => each.peopleAre(5));
  await tab.pillSays('Live');
  await streamsAre(vitalwire.url, 1);
});

test("over the machine's plain-http address each of twelve tabs is live when it is looked at", async (t) => {
  const vitalwire = await startApp(t);
  const address = await plainHttpAddress(t, vitalwire.url);
  const context = await deskChromium(t);
  const tabs = await openTabs(context, address, TABS);
  for (const [index, tab] of tabs.entries()) {
    await tab.page.bringToFront();
    await tab.pillSays('Live');
    assert.equal(await tab.page.evaluate('isSecureContext'), false);
    await streamsAre(vitalwire.url, 1);
    await post(vitalwire, index, 1);
    await tab.peopleAre(index + 1);
  }
  await streamsAre(vitalwire.url, 1);

  // The first was hidden from the second reading on.
  const [first] = tabs;
  assert.ok(first);
  assert.deepEqual(sequencesOf(await first.events()), [1]);
  assert.doesNotMatch(await first.page.locator('vw-connection-pill').innerText(), /Offline|Reconnecting/);
  await first.page.bringToFront();
  await first.peopleAre(TABS);
  assert.deepEqual(
    sequencesOf(await first.events()),
    Array.from({ length: TABS }, (_, index) => index + 1),
  );
});

function startApp(t: TestContext): Promise<Vitalwire> {
  return Vitalwire.startFor(t, ['--static', BUILT_APP]);
}

async function probedContext(t: TestContext, browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  t.after(() => context.close());
  await putProbeInto(context);
  return context;
}

/** Opens tabs one after the other; each is live before the next is there. */
async function openTabs(context: BrowserContext, url: string, count: number): Promise<readonly DashboardPage[]> {
  const tabs: DashboardPage[] = [];
  for (let index = 0; index < count; index++) {
    const tab = new DashboardPage(await context.newPage());
    await tab.page.goto(url);
    await tab.pillSays('Live');
    tabs.push(tab);
  }
  return tabs;
}

function onEvery(tabs: readonly DashboardPage[], look: (tab: DashboardPage) => Promise<void>): Promise<unknown> {
  return Promise.all(tabs.map(look));
}

/** The tabs, those first that have a stream. */
async function byStream(tabs: readonly DashboardPage[]): Promise<readonly DashboardPage[]> {
  const isStreaming = await Promise.all(tabs.map((tab) => tab.isStreaming()));
  return [...tabs.filter((_, index) => isStreaming[index]), ...tabs.filter((_, index) => !isStreaming[index])];
}

/** Readings of people who have not been seen before, so that each is a row of the table. */
async function post({ url }: Vitalwire, before: number, count: number): Promise<void> {
  const readings = Array.from({ length: count }, (_, index) => {
    const number = before + index;
    return { Name: `Person ${number}`, Temparature: '36.6C', RFID: `R${number}` };
  });
  await postReadings(url, readings);
}

/** Follows a link to somewhere else. */
async function goAway({ page }: DashboardPage): Promise<void> {
  const whenShown = "new Promise((resolve) => addEventListener('pageshow', resolve, { once: true }))";
  await page.evaluate(`void (globalThis.wasKept = ${whenShown}.then(({ persisted }) => persisted))`);
  await page.goto('data:text/html,Elsewhere');
}

/** Goes back to the page that was left, and sees to it that it was kept. */
async function comeBack({ page }: DashboardPage): Promise<void> {
  await page.goBack({ waitUntil: 'commit' });
  assert.equal(await page.evaluate('globalThis.wasKept'), true);
  const reasons = "performance.getEntriesByType('navigation')[0].notRestoredReasons";
  assert.equal(await page.evaluate(reasons), null);
}

function sequencesOf(events: readonly { readonly id: string }[]): readonly number[] {
  return events.map(({ id }) => Number(id.split('-')[1]));
}
