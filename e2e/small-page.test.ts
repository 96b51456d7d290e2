import assert from 'node:assert/strict';
import test from 'node:test';
import { inEveryBrowser } from './browsers.ts';
import { postReadings } from './post-readings.ts';
import { ProbedPage } from './probed-page.ts';
import { Vitalwire } from './vitalwire.ts';

await inEveryBrowser((browser) => {
  test('the page of a backend on its own shows readings as they come, each once, also those during an outage', async (t) => {
    const vitalwire = await Vitalwire.startFor(t);
    await postReadings(vitalwire.url, [reading('Before')]);
    const small = await ProbedPage.create(t, browser);
    await small.page.goto(vitalwire.url);
    await small.page.getByText('Live').waitFor();

    await postReadings(vitalwire.url, [reading('<b>While</b> it looks')]);
    await small.eventsAre(2);
    await vitalwire.kill9();
    await small.page.getByText('Reconnecting').waitFor();
    await vitalwire.restart();
    await postReadings(vitalwire.url, [reading('During the outage')]);
    await small.eventsAre(3);
    await small.page.getByText('Live').waitFor();

    const names = await small.page.locator('#rows td:nth-child(2)').allInnerTexts();
    assert.deepEqual(names, ['During the outage', '<b>While</b> it looks', 'Before']);
    assert.match(await small.page.locator('#rows tr').last().innerText(), /Before\s+R546546\s+102\.5F\s+fever/);
    assert.deepEqual(await small.violations(), []);
    assert.deepEqual(small.errors, []);
  });

  test('the page of a backend on its own says so when the readings are made up', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--demo']);
    const small = await ProbedPage.create(t, browser);
    await small.page.goto(vitalwire.url);
    await small.page.getByText('These are demo readings').waitFor();
    await small.page.getByText('Mass Roy').first().waitFor();
  });
});

function reading(name: string) {
  return { Name: name, Temparature: '102.5F', RFID: 'R546546' };
}
