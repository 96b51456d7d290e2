import assert from 'node:assert/strict';
import test from 'node:test';
import { AlarmsPage } from './alarms-page.ts';
import { inEveryBrowser } from './browsers.ts';
import { PersonPage } from './person-page.ts';
import { postReadings } from './post-readings.ts';
import { tabTo } from './tab-to.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const PEOPLE = 300;

await inEveryBrowser((browser) => {
  test('the keyboard alone finds a person, acknowledges the alarm, opens the trend, changes its range and exports it', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
    await postReadings(vitalwire.url, everyone());
    const overview = await AlarmsPage.open(t, browser, vitalwire.url);
    const { page } = overview;
    const { keyboard } = page;

    await keyboard.press('/');
    await keyboard.type('roy');
    await overview.row('R546546').waitFor();
    await tabTo(page, 'Mass Roy');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Mass Roy' }).waitFor();

    // The banner stands before the page that has the focus now.
    await tabTo(page, 'Acknowledge', 'Shift+Tab');
    await keyboard.press('Enter');
    await overview.dialog.waitFor();
    await keyboard.type('seen on the ward');
    await tabTo(page, 'Acknowledge');
    await keyboard.press('Enter');
    await overview.line('Mass Roy').waitFor({ state: 'detached' });

    const person = new PersonPage(page);
    await tabTo(page, '24 h');
    await keyboard.press('ArrowRight');
    await person.sentenceSays(/In the last 7 days/);
    const exported = await person.saveBy(/saved/, async () => {
      await tabTo(page, 'Export as CSV');
      await keyboard.press('Enter');
    });
    assert.match(exported, /Mass Roy,102.5F,R546546/);
    const answer = await fetch(`${vitalwire.url}/api/alarms`);
    assert.match(await answer.text(), /"Note":"seen on the ward"/);
    assert.deepEqual(overview.errors, []);
  });
});

function everyone(): object[] {
  const others = Array.from({ length: PEOPLE }, (_, index) => ({
    Name: `Person ${index}`,
    Temparature: '36.6C',
    RFID: `R${index}`,
  }));
  return [...others, { Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' }];
}
