import assert from 'node:assert/strict';
import test from 'node:test';
import { AlarmsPage } from './alarms-page.ts';
import { inEveryBrowser } from './browsers.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const APP = ['--static', BUILT_APP];

/** Presses of Tab from the top of the page to the banner: more would be a journey. */
const MOST_TABS = 12;

await inEveryBrowser((browser) => {
  test('a fever is an alarm on every page, until it is acknowledged on one of them, for the others and for those that come later', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const one = await AlarmsPage.open(t, browser, vitalwire.url);
    const other = await AlarmsPage.open(t, browser, `${vitalwire.url}/connection`);
    await postReadings(vitalwire.url, [reading('102.5F')]);
    await one.line('Mass Roy').waitFor();
    await other.line('Mass Roy').waitFor();
    assert.match(await other.page.title(), /^\(1\) /);
    const icon = other.page.locator('link[rel=icon][href^="data:image/svg"]');
    await icon.waitFor({ state: 'attached' });

    await one.tile('Fever').getByText('1 not acknowledged').waitFor();
    await one.acknowledge('Mass Roy', 'called the doctor');
    await one.row('Mass Roy').getByText('✓ acknowledged').waitFor();
    await one.tile('Fever').getByText('not acknowledged').waitFor({ state: 'detached' });
    await other.line('Mass Roy').waitFor({ state: 'detached' });
    await one.line('Mass Roy').waitFor({ state: 'detached' });
    for (const { page } of [one, other]) {
      await page
        .getByRole('status')
        .filter({ hasText: /^✓ Fever of Mass Roy acknowledged at .+: “called the doctor”$/ })
        .waitFor();
    }

    const later = await AlarmsPage.open(t, browser, `${vitalwire.url}/alarms`);
    const row = later.historyRow('Mass Roy');
    await row.getByText('called the doctor').waitFor();
    assert.match(await row.innerText(), /open for/);
    assert.equal(await later.line('Mass Roy').count(), 0);
    await postReadings(vitalwire.url, [reading('39.9C'), reading('36.6C')]);
    await row.getByText('open for').waitFor({ state: 'detached' });
    assert.match(
      await row.innerText(),
      /\d s[^]*(39[.,]9\s°C|103[.,]8\s°F)[^]*this machine \(no sign-in\)[^]*after \d+ s/,
    );
    await later.page.waitForFunction("!document.title.startsWith('(')");
    assert.deepEqual([...one.errors, ...other.errors, ...later.errors], []);
  });

  test('an alarm that is over stays on every page, also on one that comes later, until somebody has acknowledged it', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, [reading('34.2C'), reading('36.6C')]);
    const page = await AlarmsPage.open(t, browser, vitalwire.url);
    await page.line('Mass Roy').getByText('ended at').waitFor();
    await page.page
      .getByRole('status')
      .filter({ hasText: '1 alarm is not acknowledged.' })
      .waitFor({ state: 'attached' });
    await page.page.reload();
    await page.acknowledge('Mass Roy', '');
    await page.line('Mass Roy').waitFor({ state: 'detached' });
  });

  test('an alarm that comes is read out, and again when nobody acknowledges it in time', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, [...APP, '--alarm-reminder', '5s']);
    const page = await AlarmsPage.open(t, browser, vitalwire.url);
    const isNew = page.hears(/New alarm: Mass Roy, fever/);
    const isReminded = page.hears(/Reminder, still not acknowledged: Mass Roy/);
    await Promise.all([postReadings(vitalwire.url, [reading('102.5F')]), isNew, isReminded]);
    await page.line('Mass Roy').getByText('Not acknowledged for').waitFor();
  });

  test('the keyboard alone acknowledges an alarm with a note, and is then where it can go on', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const alarms = await AlarmsPage.open(t, browser, vitalwire.url);
    const { page } = alarms;
    await postReadings(vitalwire.url, [reading('102.5F')]);
    await alarms.line('Mass Roy').waitFor();
    const isThere = () =>
      page.evaluate<boolean>("document.activeElement.ariaLabel?.startsWith('Acknowledge') === true");
    let tabs = 0;
    while (!(await isThere()) && tabs < MOST_TABS) {
      await page.keyboard.press('Tab');
      tabs += 1;
    }
    await page.keyboard.press('Enter');
    await alarms.dialog.waitFor();
    await page.keyboard.press('Escape');
    // The browser hides the dialog a moment before the page hears of it.
    await page.locator('vw-acknowledge-dialog').waitFor({ state: 'detached' });
    assert.ok(await isThere(), 'the focus comes back');
    await page.keyboard.press('Enter');
    await alarms.dialog.waitFor();
    await page.keyboard.type('seen');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await alarms.line('Mass Roy').waitFor({ state: 'detached' });
    await page.waitForFunction("document.activeElement.id === 'main'");
    const answer = await fetch(`${vitalwire.url}/api/alarms?state=all`);
    assert.match(await answer.text(), /"Note":"seen"/);
  });

  test('an acknowledgement that fails says so, and succeeds when it is tried again', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const alarms = await AlarmsPage.open(t, browser, vitalwire.url);
    await postReadings(vitalwire.url, [reading('102.5F')]);
    await alarms.page.route('**/api/acknowledgements', (route) => route.abort(), { times: 1 });
    await alarms.line('Mass Roy').getByRole('button').click();
    const confirm = alarms.dialog.getByRole('button', { name: 'Acknowledge', exact: true });
    await confirm.click();
    await alarms.dialog.getByText('Not acknowledged, because the server is not responding.').waitFor();
    await alarms.line('Mass Roy').waitFor();
    await confirm.click();
    await alarms.line('Mass Roy').waitFor({ state: 'detached' });
  });
});

function reading(temperature: string) {
  return { Name: 'Mass Roy', Temparature: temperature, RFID: 'R546546' };
}
