import assert from 'node:assert/strict';
import test from 'node:test';
import { AlarmsPage } from './alarms-page.ts';
import { inEveryBrowser } from './browsers.ts';
import { HELD_TAG, holdRow, releaseRow } from './held-row.ts';
import { ImportsPage } from './imports-page.ts';
import { tabTo } from './tab-to.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

await inEveryBrowser((browser) => {
  test('the keyboard alone finds the imports, says which column is what, sends a file, cancels its import and finds it among those before', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
    holdRow(vitalwire);
    const { page } = await AlarmsPage.open(t, browser, vitalwire.url);
    const { keyboard } = page;
    const reader = new ImportsPage(page);

    await tabTo(page, 'Imports');
    await keyboard.press('Enter');
    await tabTo(page, 'CSV file');
    // The dialog that chooses a file is the browser's own.
    await reader.choose({ name: 'ward.csv', text: `Who,Temperature,RFID\nAda,warm,A1\nBen,36.6C,${HELD_TAG}\n` });
    await reader.alert.filter({ hasText: 'has no column “Name”' }).waitFor();
    await tabTo(page, 'Name');
    await keyboard.press('ArrowDown');
    await tabTo(page, 'Send (');
    await keyboard.press('Enter');
    await reader.problem.waitFor();

    await tabTo(page, 'Cancel import');
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Cancel this import?' }).waitFor();
    await tabTo(page, 'Yes, cancel');
    await keyboard.press('Enter');
    await reader.ends('Cancelled. Nothing was stored.');
    releaseRow(vitalwire);
    await tabTo(page, '← All imports');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Imports' }).waitFor();
    await tabTo(page, 'ward.csv');
    assert.deepEqual(reader.errors, []);
  });
});
