import assert from 'node:assert/strict';
import test from 'node:test';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const APP = ['--static', BUILT_APP];

await inEveryBrowser((browser) => {
  test('a reading that is posted appears on the page, which runs without an error', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);

    await postReadings(vitalwire.url, [{ Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' }]);

    const row = dashboard.row('R546546');
    await row.waitFor();
    assert.match(await row.innerText(), /Mass Roy[^]*R546546[^]*(39[.,]2\s°C|102[.,]5\s°F)[^]*Fever/);
    await dashboard.peopleAre(1);
    assert.deepEqual(dashboard.errors, []);
  });

  test('a page without readings shows the command that sends one, and shows what it sends', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await dashboard.page.getByText('No readings yet').waitFor();
    const command = await dashboard.page.locator('pre').innerText();
    assert.match(command, /^curl /);

    await postReadings(vitalwire.url, [JSON.parse(/\{.*\}/s.exec(command)?.[0] ?? '') as object]);

    await dashboard.peopleAre(1);
    await dashboard.page.getByText('No readings yet').waitFor({ state: 'detached' });
  });

  test("a page that comes later shows everyone's latest reading at once", async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const people = Array.from({ length: 300 }, (_, index) => ({
      Name: `Person ${index}`,
      Temparature: '36.6C',
      RFID: `R${index}`,
    }));
    await postReadings(vitalwire.url, people);

    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);

    await dashboard.peopleAre(people.length);
    const rows = await dashboard.rows();
    assert.deepEqual(
      rows.map(({ index }) => index),
      people.map((_, index) => index + 2),
    );
    assert.deepEqual(new Set(rows.map(({ tag }) => tag)), new Set(people.map(({ RFID }) => RFID)));
    assert.deepEqual(await dashboard.events(), []);
  });

  test('a page whose place in the log is no longer kept says that readings are missing', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, [...APP, '--retain-events', '10']);
    await postReadings(vitalwire.url, [{ Name: 'Before', Temparature: '36.6C', RFID: 'R1' }]);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await vitalwire.kill9();
    await dashboard.pillSays('Reconnecting');

    const elsewhere = await ServerProcess.startFor(t, ['--data', vitalwire.data, '--retain-events', '10']);
    const meanwhile = Array.from({ length: 30 }, (_, index) => ({
      Name: 'After',
      Temparature: '36.6C',
      RFID: `R${index}`,
    }));
    await postReadings(elsewhere.url, meanwhile);
    await elsewhere.stop();
    await vitalwire.restart();

    await dashboard.gapSays('no longer kept');
    await dashboard.pillSays('Live');
    await dashboard.peopleAre(30);
    await dashboard.page.getByRole('button', { name: 'Dismiss' }).click();
    await dashboard.page.locator('vw-gap-notice').waitFor({ state: 'detached' });
  });

  test('a page whose log was replaced says so and shows the new one', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, [{ Name: 'Old', Temparature: '36.6C', RFID: 'OLD' }]);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await vitalwire.kill9();
    vitalwire.loseData();
    await vitalwire.restart();
    await postReadings(vitalwire.url, [{ Name: 'New', Temparature: '36.6C', RFID: 'NEW' }]);

    await dashboard.gapSays('another log');
    await dashboard.row('NEW').waitFor();
    await dashboard.row('OLD').waitFor({ state: 'detached' });
  });

  test('made-up readings are called so on every page of a demo, and only there', async (t) => {
    const demo = await Vitalwire.startFor(t, [...APP, '--demo']);
    const real = await Vitalwire.startFor(t, APP);

    const demoPage = await DashboardPage.open(t, browser, demo.url);
    await demoPage.row('R546546').waitFor();
    await demoPage.page.getByText('These people and their readings are made up').waitFor();
    const realPage = await DashboardPage.open(t, browser, real.url);
    await realPage.page.getByText('No readings yet').waitFor();
    assert.equal(await realPage.page.getByText('made up').count(), 0);
  });
});
