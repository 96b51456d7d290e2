import assert from 'node:assert/strict';
import test from 'node:test';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { acknowledge } from './acknowledge.ts';
import { inEveryBrowser } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { postReadings } from './post-readings.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const APP = ['--static', BUILT_APP];

/** Sorted by name: Ada, Ben, Cleo, Zoë. Sorted by severity: Cleo, Zoë, then the others. */
const FOUR = [
  { Name: 'Zoë Øst', Temparature: '38.1C', RFID: 'Z1' },
  { Name: 'Ada', Temparature: '36.6C', RFID: 'A1' },
  { Name: 'Cleo', Temparature: '39.9C', RFID: 'C1' },
  { Name: 'Ben', Temparature: '36.9C', RFID: 'B1' },
];

await inEveryBrowser((browser) => {
  test('a posted reading appears on the page, without script errors', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);

    await postReadings(vitalwire.url, [{ Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' }]);

    const row = dashboard.row('R546546');
    await row.waitFor();
    assert.match(await row.innerText(), /Mass Roy[^]*R546546[^]*(39[.,]2\s°C|102[.,]5\s°F)[^]*Fever/);
    await dashboard.peopleAre(1);
    assert.deepEqual(dashboard.errors, []);
  });

  test('a page without readings shows a command that sends one', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await dashboard.page.getByText('No readings yet').waitFor();
    const command = await dashboard.page.locator('pre').innerText();
    assert.match(command, /^curl /);

    await postReadings(vitalwire.url, [JSON.parse(/\{.*\}/s.exec(command)?.[0] ?? '') as object]);

    await dashboard.peopleAre(1);
    await dashboard.page.getByText('No readings yet').waitFor({ state: 'detached' });
  });

  test("a newly opened page shows everyone's latest reading, without any event", async (t) => {
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

  test('a page whose log position is no longer retained reports missing readings', async (t) => {
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

    await dashboard.gapSays('no longer retained');
    await dashboard.pillSays('Live');
    await dashboard.peopleAre(30);
    await dashboard.page.getByRole('button', { name: 'Dismiss' }).click();
    await dashboard.page.locator('vw-gap-notice').waitFor({ state: 'detached' });
  });

  test('a page whose log was replaced reports that and shows the new one', async (t) => {
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

  test('a demo marks its readings as made up; a real server does not', async (t) => {
    const demo = await Vitalwire.startFor(t, [...APP, '--demo']);
    const real = await Vitalwire.startFor(t, APP);

    const demoPage = await DashboardPage.open(t, browser, demo.url);
    await demoPage.row('R546546').waitFor();
    await demoPage.page.getByText('These people and their readings are made up').waitFor();
    const realPage = await DashboardPage.open(t, browser, real.url);
    await realPage.page.getByText('No readings yet').waitFor();
    assert.equal(await realPage.page.getByText('made up').count(), 0);
  });

  test('filter, order and unit are in the URL', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, FOUR);
    const dashboard = await DashboardPage.open(t, browser, vitalwire.url);
    await dashboard.namesAre('Cleo', 'Zoë Øst', 'Ada', 'Ben');
    await dashboard.bannerIsShown();

    await dashboard.tile('Fever').click();
    await dashboard.namesAre('Cleo', 'Zoë Øst');
    await dashboard.page.getByText('2 of 4 people').waitFor();
    assert.equal(await dashboard.tile('Fever').getAttribute('aria-pressed'), 'true');
    await dashboard.page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await dashboard.page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
    await dashboard.namesAre('Zoë Øst', 'Cleo');
    await dashboard.addressIs('/?filter=fever&sort=-name');

    const elsewhere = await DashboardPage.open(
      t,
      browser,
      `${vitalwire.url}/?filter=fever&sort=-name&unit=F&colour=red`,
    );
    await elsewhere.namesAre('Zoë Øst', 'Cleo');
    assert.match(await elsewhere.row('C1').innerText(), /103[.,]8\s°F/);
    await dashboard.tile('Stale').click();
    await dashboard.page.getByText('No stale sensors').waitFor();
    await dashboard.page.getByRole('button', { name: 'Show all' }).click();
    await dashboard.namesAre('Zoë Øst', 'Cleo', 'Ben', 'Ada');
    assert.deepEqual([...dashboard.errors, ...elsewhere.errors], []);
  });

  test('people are found by part of the name or tag, which is not in the URL', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, FOUR);
    const { page, namesAre, addressIs } = bind(await DashboardPage.open(t, browser, vitalwire.url));

    await page.keyboard.press('/');
    await page.keyboard.type('zoe o');
    await namesAre('Zoë Øst');
    await addressIs('/');
    await page.keyboard.press('Escape');
    await namesAre('Cleo', 'Zoë Øst', 'Ada', 'Ben');
    await page.keyboard.press('ArrowDown');
    await page.locator(':focus', { hasText: 'Cleo' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('b1');
    await namesAre('Ben');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/people/B1');
  });

  test('no row moves while the pointer is over the rows; new people are shown when it leaves', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, FOUR);
    const { page, namesAre, row, bannerIsShown } = bind(
      await DashboardPage.open(t, browser, `${vitalwire.url}/?sort=temperature`),
    );
    await namesAre('Cleo', 'Zoë Øst', 'Ben', 'Ada');
    await bannerIsShown();

    await row('A1').hover();
    await page.getByText('Order held').waitFor();
    await postReadings(vitalwire.url, [
      { Name: 'Ada', Temparature: '37.6C', RFID: 'A1' },
      { Name: 'New', Temparature: '37.2C', RFID: 'N1' },
    ]);
    await page.getByText('Order held: 1 new').waitFor();
    await namesAre('Cleo', 'Zoë Øst', 'Ben', 'Ada');
    assert.match(await row('A1').innerText(), /37[.,]6\s°C|99[.,]7\s°F/);
    await page.mouse.move(5, 5);
    await namesAre('Cleo', 'Zoë Øst', 'Ada', 'New', 'Ben');
  });

  for (const [what, count] of [
    ['a few people', 4],
    ['more people than fit', 60],
  ] as const) {
    test(`with ${what}, the row under the pointer stays the same when an alarm appears or disappears`, async (t) => {
      const vitalwire = await Vitalwire.startFor(t, APP);
      const people = Array.from({ length: count }, (_, index) => ({
        Name: `P${index}`,
        Temparature: '36.6C',
        RFID: `R${index}`,
      }));
      await postReadings(vitalwire.url, people);
      const fever = (name: string) =>
        postReadings(vitalwire.url, [{ Name: `P${name}`, Temparature: '39.0C', RFID: `R${name}` }]);
      const first = await fever('3');
      const { page, row, rowAt } = bind(await DashboardPage.open(t, browser, `${vitalwire.url}/?sort=name`));
      const banner = (name: string) => page.locator('vw-alarm-banner li', { hasText: name });
      await banner('P3').waitFor();
      const place = await row('R2').boundingBox();
      assert.ok(place);
      const [x, y] = [place.x + 50, place.y + place.height / 2];
      await page.mouse.move(x, y);
      assert.equal(await rowAt(x, y), 'R2');

      await acknowledge(vitalwire.url, first);
      await banner('P3').waitFor({ state: 'detached' });
      assert.equal(await rowAt(x, y), 'R2', 'at the top of the page');
      const more: string[] = [];
      for (const name of ['0', '1']) {
        more.push(...(await fever(name)));
        await banner(`P${name}`).waitFor();
        assert.equal(await rowAt(x, y), 'R2', 'scrolled down');
      }
      await acknowledge(vitalwire.url, more);
      await page.locator('vw-alarm-banner section').waitFor({ state: 'detached' });
      assert.equal(await rowAt(x, y), 'R2', 'scrolled back');
    });
  }

  test('the header leaves room for the readings at any font size', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const ill = Array.from({ length: 40 }, (_, index) => ({
      Name: `P${index}`,
      Temparature: '39.0C',
      RFID: `R${index}`,
    }));
    await postReadings(vitalwire.url, ill);
    const { page, bannerIsShown } = bind(await DashboardPage.open(t, browser, vitalwire.url));
    await bannerIsShown();
    for (const letters of [100, 200]) {
      await page.evaluate(`document.documentElement.style.fontSize = '${letters}%'`);
      for (const [width, height] of [
        [1280, 800],
        [375, 740],
        [320, 640],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.evaluate('scrollTo({ top: 2000, behavior: "instant" })');
        const bottom = await page.evaluate<number>(
          'probe.painted().then(() => document.querySelector("header").getBoundingClientRect().bottom)',
        );
        assert.ok(bottom <= 0.4 * height, `${width} × ${height}, ${letters} %: ${bottom} px`);
      }
    }
  });

  test('a paused page does not change, counts new readings, and catches up', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, FOUR);
    const { page, namesAre, peopleAre, bannerIsShown } = bind(await DashboardPage.open(t, browser, vitalwire.url));
    await peopleAre(4);
    await bannerIsShown();

    await page.locator('label', { hasText: 'Paused' }).check();
    await postReadings(vitalwire.url, [
      { Name: 'Ben', Temparature: '41.0C', RFID: 'B1' },
      { Name: 'New', Temparature: '40.4C', RFID: 'N1' },
    ]);
    await page.getByText(/^\s*Paused at .*, 2 new readings/).waitFor();
    await namesAre('Cleo', 'Zoë Øst', 'Ada', 'Ben');
    await peopleAre(4);
    await page.getByRole('button', { name: 'Resume' }).click();
    await namesAre('Ben', 'New', 'Cleo', 'Zoë Øst', 'Ada');
    await peopleAre(5);
  });

  test("the keyboard moves from row to row, to the last of a thousand, opens a person's page and returns", async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    const people = Array.from({ length: 1_000 }, (_, index) => ({
      Name: `Person ${index + 1}`,
      Temparature: '36.6C',
      RFID: `R${index + 1}`,
    }));
    await postReadings(vitalwire.url, people);
    const { page, peopleAre } = bind(await DashboardPage.open(t, browser, `${vitalwire.url}/?sort=name`));
    await peopleAre(1_000);
    const focusIsAt = (name: string) => page.locator(':focus', { hasText: new RegExp(`^${name}$`) }).waitFor();

    await page.getByRole('columnheader', { name: 'Taken' }).getByRole('button').focus();
    await page.keyboard.press('Tab');
    await focusIsAt('Person 1');
    for (const [key, name] of [
      ['ArrowDown', 'Person 2'],
      ['End', 'Person 1000'],
      ['ArrowUp', 'Person 999'],
    ] as const) {
      await page.keyboard.press(key);
      await focusIsAt(name);
    }
    const place = await page.locator(':focus').boundingBox();
    assert.ok(place && place.y > 0 && place.y < 800, 'the row was scrolled into view');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/people/R999');
    await page.goBack();
    await page.waitForURL('**/?sort=name');
    await peopleAre(1_000);
  });

  test('a wall shows the worst who fit, without controls, and that the sound is off, until Esc', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, APP);
    await postReadings(vitalwire.url, FOUR);
    const { page, namesAre, violations } = bind(await DashboardPage.open(t, browser, `${vitalwire.url}/?wall`));

    await namesAre('Cleo', 'Zoë Øst', 'Ada', 'Ben');
    await page.getByRole('button', { name: 'Alarm settings: Sound off' }).waitFor();
    assert.equal(await page.getByRole('main').getByRole('button', { disabled: false }).count(), 0);
    assert.deepEqual(await violations(), []);
    for (const [width, height, rows] of [
      [1920, 1080, 9],
      [1600, 900, 9],
      [1080, 1920, 12],
    ] as const) {
      await page.setViewportSize({ width, height });
      const fit = await page.evaluate<{ rows: number; letters: number; cut: number }>(`probe.painted().then(() => {
        const row = document.querySelector('vw-wall-row');
        const cells = [...document.querySelectorAll('vw-wall-row > :not(.hour), vw-wall .tiles, vw-wall .clock')];
        return {
          rows: Math.floor(document.querySelector('vw-wall .rows').clientHeight / row.offsetHeight),
          letters: parseFloat(getComputedStyle(row.querySelector('.temperature')).fontSize),
          cut: cells.filter((cell) => cell.scrollWidth > cell.clientWidth).length,
        };
      })`);
      assert.ok(fit.rows >= rows && fit.letters >= 36 && fit.cut === 0, `${width} × ${height}: ${JSON.stringify(fit)}`);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor();
    await page.waitForURL(`${vitalwire.url}/`);
  });
});

/** Binds the dashboard's methods, so that tests can destructure them. */
function bind(dashboard: DashboardPage) {
  return {
    page: dashboard.page,
    row: dashboard.row.bind(dashboard),
    namesAre: dashboard.namesAre.bind(dashboard),
    addressIs: dashboard.addressIs.bind(dashboard),
    peopleAre: dashboard.peopleAre.bind(dashboard),
    rowAt: dashboard.rowAt.bind(dashboard),
    violations: dashboard.violations.bind(dashboard),
    bannerIsShown: dashboard.bannerIsShown.bind(dashboard),
  };
}
