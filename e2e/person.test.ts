import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { PersonPage } from './person-page.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const THEMES = ['light', 'dark'] as const;
/** A desktop, a phone, and the narrowest that WCAG 2.2, 1.4.10 (reflow) asks for. */
const WIDTHS = [1280, 375, 320];

await inEveryBrowser((browser) => {
  test('a person of whom there are 30 days of readings is shown in a chart, a sentence, alarms and numbers', async (t) => {
    const { url } = await startWithHistory(t);
    const person = await PersonPage.open(t, browser, url, 'R1', '?range=30d');
    const { page } = person;

    await page.getByRole('heading', { level: 1, name: 'Mass Roy' }).waitFor();
    await person.sentenceSays(
      /^In the last 30 days: (36[.,]5 to 39[.,]5\s°C, now 36[.,]5\s°C|97[.,]7 to 103[.,]1\s°F, now 97[.,]7\s°F); fever from .+ to .+; no readings from .+ to .+\.$/,
    );
    assert.equal(await person.alarms.count(), 1);
    assert.match(
      await person.alarms.innerText(),
      /Fever[^]+Lasted\s+2 hr[^]+Highest\s+(39[.,]5|103[.,]1)[^]+Not acknowledged/,
    );

    await page.getByText('Data table').click();
    const table = page.getByRole('table', { name: /^In the last 30 days: lowest and highest/ });
    await table.waitFor();
    assert.match(await table.locator('tbody tr').first().innerText(), /(36[.,]5|97[.,]7)/);

    await page.getByRole('radio', { name: '1 hour', exact: true }).check();
    await page.getByRole('table', { name: /^In the last hour: all readings/ }).waitFor();
    await page.locator('vw-reading-table tbody tr').nth(11).waitFor();
    assert.equal(await page.locator('vw-reading-table tbody tr').count(), 12);
    assert.deepEqual(person.errors, []);
  });

  test('zooming puts the time into the address and loads it finer; the address and "back" show the same again', async (t) => {
    const { url } = await startWithHistory(t);
    const person = await PersonPage.open(t, browser, url, 'R1', '?range=7d');
    const { page } = person;
    const finer = page.waitForRequest((request) => Math.abs(trendLength(request.url()) - 1.75 * DAY) < HOUR);
    await person.drag(0.5, 0.75);
    await finer;
    await person.sentenceSays(/^From /);
    const { from, to } = person.window();
    assert.ok(Math.abs(to - from - 1.75 * DAY) < HOUR);

    const other = await PersonPage.open(t, browser, url, 'R1', new URL(page.url()).search);
    assert.equal(await other.sentence.innerText(), await person.sentence.innerText());

    await page.goBack();
    await person.sentenceSays(/^In the last 7 days/);
    await page.getByRole('button', { name: 'Zoom in' }).focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await person.sentenceSays(/^From /);
    const moved = person.window();
    assert.ok(Math.abs(moved.to - moved.from - 3.5 * DAY) < HOUR);
    await page.keyboard.press('0');
    await person.sentenceSays(/^In the last 7 days/);
  });

  test('what is shown leaves as the same CSV that the API gives, and as FHIR', async (t) => {
    const { url } = await startWithHistory(t);
    const person = await PersonPage.open(t, browser, url, 'R1', '?range=24h');
    for (const { name, accept, file } of [
      { name: 'Export as CSV', accept: 'text/csv', file: /^R1-\d{4}-\d\d-\d\d-24h\.csv saved/ },
      { name: 'Export as FHIR', accept: 'application/fhir+json', file: /^R1-\d{4}-\d\d-\d\d-24h\.fhir\.json saved/ },
    ]) {
      const request = person.page.waitForRequest((one) => one.url().includes('/api/readings?'));
      const saved = await person.save(name, file);
      const given = await (await fetch((await request).url(), { headers: { Accept: accept } })).text();
      if (accept === 'text/csv') assert.equal(saved, given);
      assert.equal(countReadings(saved, accept), countReadings(given, accept));
      assert.ok(countReadings(saved, accept) > 280);
    }
    assert.deepEqual(person.errors, []);
  });

  test('a reading that arrives moves the present value and the trend, and its alarm is shown', async (t) => {
    const { url } = await startWithHistory(t);
    const person = await PersonPage.open(t, browser, url, 'R1', '?range=1h');
    assert.equal(await person.alarms.innerText(), 'No alarms.');

    await postReadings(url, [{ Name: 'Mass Roy', Temparature: '40.1C', RFID: 'R1' }]);

    await person.page
      .locator('vw-person-header')
      .filter({ hasText: /(40[.,]1|104[.,]2)\s°[CF][^]*Fever/ })
      .waitFor();
    await person.sentenceSays(
      /now (40[.,]1\s°C|104[.,]2\s°F), rising: \S+ → (40[.,]1\s°C|104[.,]2\s°F) within 1\d min; fever since/,
    );
    await person.alarms.filter({ hasText: 'open' }).waitFor();
  });

  test("a person's page goes on paper with its numbers and its time, and without other people's alarms", async (t) => {
    const { url } = await startWithHistory(t);
    await postReadings(url, [{ Name: 'Ada Other', Temparature: '40.1C', RFID: 'R2' }]);
    const { page } = await PersonPage.open(t, browser, url, 'R1', '?range=24h');
    const banner = page.locator('vw-alarm-banner').filter({ hasText: 'Ada Other' });
    await banner.waitFor();

    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");

    await page.getByText(/^Printed on .*\d{4}/).waitFor();
    await page.locator('vw-bucket-table tbody tr').first().waitFor();
    // Not every browser lets its driver change the medium.
    if (await page.evaluate<boolean>("matchMedia('print').matches")) {
      await banner.waitFor({ state: 'hidden' });
      assert.doesNotMatch(await page.locator('body').innerText(), /Ada Other/);
    }
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    await page.goto(`${url}/alarms`);
    await banner.waitFor();
  });

  test('the chart is loaded only with the page that shows it', async (t) => {
    const { url } = await startWithHistory(t);
    const dashboard = await DashboardPage.create(t, browser);
    const scripts = new Set<string>();
    dashboard.page.on('request', (request) => request.url().endsWith('.js') && scripts.add(request.url()));
    const haveChart = async (): Promise<boolean> => {
      const texts = await Promise.all([...scripts].map(async (script) => (await fetch(script)).text()));
      return texts.some((text) => text.includes('u-over'));
    };
    await dashboard.page.goto(url);
    await dashboard.row('R1').waitFor();
    assert.ok(scripts.size > 0);
    assert.equal(await haveChart(), false);
    await dashboard.page.goto(`${url}/people/R1`);
    await dashboard.page.locator('canvas').waitFor();
    assert.equal(await haveChart(), true);
  });

  test("a person's page is accessible and never scrolls sideways, in both themes", async (t) => {
    const { url } = await startWithHistory(t);
    const person = await PersonPage.open(t, browser, url, 'R1', '?range=30d');
    await person.page.getByText('Data table').click();
    await person.page.locator('table').waitFor();
    await assertAccessible(person);
    assert.deepEqual(person.errors, []);
  });

  test('a tag that nobody has is told as such, accessibly, and the page fills when somebody has it', async (t) => {
    const { url } = await startWithHistory(t);
    const person = await PersonPage.create(t, browser);
    await person.page.goto(`${url}/people/${'W'.repeat(64)}`);
    await person.page.getByRole('heading', { level: 1, name: /^No readings for W/ }).waitFor();
    await person.sentenceSays(/no readings/);
    await assertAccessible(person);
    await postReadings(url, [{ Name: 'W'.repeat(200), Temparature: '34.1C', RFID: 'W'.repeat(64) }]);
    await person.page.locator('vw-person-header').filter({ hasText: 'Hypothermia' }).waitFor();
    await assertAccessible(await PersonPage.open(t, browser, url, 'W'.repeat(64)));
  });
});

/** A server that knows 30 days of R1: a reading every five minutes, with a fever of two hours and a day without any. */
async function startWithHistory(t: TestContext): Promise<{ readonly url: string }> {
  const { url } = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
  const now = Date.now();
  const lines: string[] = [];
  for (let ago = 30 * DAY; ago >= 0; ago -= 5 * MINUTE) {
    if (ago > 10 * DAY && ago < 11 * DAY) continue;
    const isFever = ago > 3 * DAY && ago <= 3 * DAY + 2 * HOUR;
    const temperature = isFever ? '39.5C' : ago % HOUR === 0 ? '36.5C' : '36.6C';
    const TakenAt = new Date(now - ago - MINUTE).toISOString();
    lines.push(JSON.stringify({ Name: 'Mass Roy', Temparature: temperature, RFID: 'R1', TakenAt }));
  }
  const response = await fetch(`${url}/api/readings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  const { Stored } = (await response.json()) as { readonly Stored: number };
  assert.equal(Stored, lines.length);
  return { url };
}

/** How much time (ms) a request for a trend asks for; NaN for every other. */
function trendLength(url: string): number {
  const { pathname, searchParams } = new URL(url);
  if (pathname !== '/api/readings/trend') return NaN;
  return Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '');
}

function countReadings(file: string, type: string): number {
  if (type === 'text/csv') return file.trimEnd().split('\n').length - 1;
  const bundle = JSON.parse(file) as {
    readonly entry: readonly { readonly resource: { readonly resourceType: string } }[];
  };
  return bundle.entry.filter(({ resource }) => resource.resourceType === 'Observation').length;
}

async function assertAccessible(person: PersonPage): Promise<void> {
  const backgrounds = new Set<string>();
  for (const theme of THEMES) {
    await person.turn(theme);
    backgrounds.add(await person.page.evaluate<string>('getComputedStyle(document.body).backgroundColor'));
    for (const width of WIDTHS) {
      await person.page.setViewportSize({ width, height: 800 });
      const where = `${theme}, ${width} px`;
      assert.deepEqual(await person.violations(), [], where);
      const { content, window } = await person.widths();
      assert.ok(content <= window, `${where}: ${content} px of content`);
    }
  }
  assert.equal(backgrounds.size, THEMES.length, 'the themes differ');
}
