import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { assertAccessible } from './assert-accessible.ts';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { GuardedServer } from './guarded-server.ts';
import { postReadings } from './post-readings.ts';
import { SignInPage } from './sign-in-page.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const IS_FINE = 'is accessible and never scrolls sideways';

await inEveryBrowser((browser) => {
  test(`a page without readings ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await dashboard.page.getByText('No readings yet').waitFor();
    await assertAccessible(dashboard);
  });

  test(`a page full of people with unusual names ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t, ['--demo']);
    await postReadings(vitalwire.url, manyPeople());
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await dashboard.row('STALE').waitFor();
    await assertAccessible(dashboard);
  });

  test(`a page that has lost its server announces that, and ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t);
    await postReadings(vitalwire.url, manyPeople());
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await vitalwire.kill9();
    await dashboard.pillSays('Reconnecting');
    await dashboard.page
      .getByRole('status')
      .filter({ hasText: 'The connection was lost' })
      .waitFor({ state: 'attached' });
    await assertAccessible(dashboard);
  });

  test(`a page that could not load its readings loads them on request, and ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t);
    await postReadings(vitalwire.url, manyPeople());
    const dashboard = await DashboardPage.create(t, browser);
    const { page } = dashboard;
    // Automatic retries fail until the user retries.
    await page.addInitScript({
      content: "addEventListener('click', () => (globalThis.isAsked = true), { capture: true })",
    });
    await page.route('**/api/readings/latest', async (route) => {
      const isAsked = await page.evaluate<boolean>('globalThis.isAsked === true');
      await (isAsked ? route.continue() : route.abort());
    });
    await page.goto(vitalwire.url);
    await page.getByText('The readings could not be loaded').waitFor();
    await assertAccessible(dashboard);
    await page.getByRole('button', { name: 'Retry now' }).click();
    await dashboard.row('STALE').waitFor();
  });

  test(`the connection page ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t, ['--demo']);
    const dashboard = await DashboardPage.open(t, browser, `${vitalwire.url}/connection`);
    await dashboard.page.getByText('Nothing delays readings on the way').waitFor();
    await dashboard.page.getByText('Show the report').click();
    await assertAccessible(dashboard);
  });

  test(`the alarms page, with and without alarms, ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t);
    const dashboard = await DashboardPage.open(t, browser, `${vitalwire.url}/alarms`);
    await dashboard.page.getByText('No alarms match the filters.').waitFor();
    await assertAccessible(dashboard);
    await postReadings(vitalwire.url, manyPeople());
    await dashboard.page.locator('tbody tr').nth(4).waitFor();
    await assertAccessible(dashboard);
  });

  test(`the page with the acknowledge dialog or the alarm settings ${IS_FINE}`, async (t) => {
    const vitalwire = await startApp(t);
    await postReadings(vitalwire.url, manyPeople());
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    const { page } = dashboard;
    await page.getByRole('button', { name: /^Alarm settings/ }).click();
    await page.getByLabel('Sound', { exact: true }).check();
    await page.getByRole('button', { name: 'Test the sound' }).click();
    await assertAccessible(dashboard);
    await page.keyboard.press('Escape');
    await page.locator('vw-acknowledge-button button').first().click();
    await page.getByRole('dialog', { name: 'Acknowledge this alarm?' }).waitFor();
    await assertAccessible(dashboard);
  });

  test(`the sign-in page, and a page with the account menu, ${IS_FINE}`, async (t) => {
    const server = await GuardedServer.startFor(t);
    await server.post(...manyPeople());
    const reader = await SignInPage.create(t, browser);
    await reader.page.goto(server.url);
    await reader.asks();
    await assertAccessible(reader);
    await reader.token.focus();
    await reader.signIn('vw_unknown');
    await reader.page.getByRole('alert').filter({ hasText: 'This token is unknown' }).waitFor();
    await assertAccessible(reader);
    await reader.token.fill(server.allow('the nurses of ward 3, west wing, second floor', 'read'));
    await reader.page.keyboard.press('Enter');
    await reader.account.click();
    await reader.page.getByText('You can see readings and alarms').waitFor();
    await assertAccessible(reader);
  });

  test('the keyboard alone skips to the readings, scrolls through them and switches the unit, which is remembered', async (t) => {
    const vitalwire = await startApp(t);
    const count = 200;
    await postReadings(
      vitalwire.url,
      Array.from({ length: count }, (_, index) => person(index, '37.0C')),
    );
    const { page } = await DashboardPage.open(t, browser, vitalwire.url);
    const focused = page.locator(':focus');

    await page.keyboard.press('Tab');
    assert.match(await focused.innerText(), /Skip to the content/);
    assert.ok(((await focused.boundingBox())?.y ?? -1) >= 0, 'the link is visible');
    await page.keyboard.press('Enter');
    assert.equal(await focused.getAttribute('id'), 'main');
    await page.keyboard.press('End');
    await page.locator(`[role=row][aria-rowindex="${count + 1}"]`).waitFor();

    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+Tab');
    const before = unitOf(await focused.inputValue());
    await page.keyboard.press('ArrowRight');
    const after = unitOf(await focused.inputValue());
    assert.notEqual(after, before);
    const rows = page.locator('vw-reading-row');
    await rows.filter({ hasText: after }).first().waitFor();
    assert.equal(await rows.filter({ hasText: before }).count(), 0);
    await page.reload();
    await rows.filter({ hasText: after }).first().waitFor();
  });
});

function unitOf(value: string): string {
  return `°${value}`;
}

function startApp(test: TestContext, args: readonly string[] = []): Promise<Vitalwire> {
  return Vitalwire.startFor(test, ['--static', BUILT_APP, ...args]);
}

/** All statuses, the longest name and tag, and names without line breaks or from right to left. */
function manyPeople(): object[] {
  const names = ['W'.repeat(200), '😀'.repeat(200), 'רפאל בן־דוד', 'Nguyễn Thị Minh Khai', '<b>Bold</b>', 'A'];
  return [
    ...names.map((Name, index) => ({ ...person(index, ['36.6C', '102.5F', '34.0C'][index % 3] ?? ''), Name })),
    { ...person(90, '39.9C'), RFID: 'W'.repeat(64) },
    { ...person(91, '36.6C'), RFID: 'STALE', TakenAt: new Date(Date.now() - 3_600_000).toISOString() },
    ...Array.from({ length: 40 }, (_, index) => person(100 + index, '36.6C')),
  ];
}

function person(number: number, temperature: string) {
  return { Name: `Person ${number}`, Temparature: temperature, RFID: `R${number}` };
}
