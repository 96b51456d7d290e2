import test from 'node:test';
import { assertAccessible } from './assert-accessible.ts';
import { inEveryBrowser } from './browsers.ts';
import { FaultProxy } from './fault-proxy.ts';
import { HELD_TAG, holdRow, releaseRow } from './held-row.ts';
import { ImportsPage } from './imports-page.ts';
import { LONGEST_NAME, readingsCsv } from './readings-csv.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

/** A name that breaks nowhere, as long as a file system lets it be. */
const LONG_FILE = `${'w'.repeat(251)}.csv`;

/** Wide, and with cells that don't break. */
const WIDE = `Who,Temperature,Label,Ward,Remark\n${LONGEST_NAME},36.6C,R1,3B,${'x'.repeat(2_000)}\nBen,warm,R2,3B,\n`;

await inEveryBrowser((browser) => {
  test('the page of the imports is accessible and never scrolls sideways, without an import, with a file that can or can not be sent, and while it is', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
    const proxy = await FaultProxy.startFor(t, vitalwire.url);
    const reader = await ImportsPage.create(t, browser);
    await reader.open(proxy.url);
    await reader.page.getByText('No imports yet.').waitFor();
    await assertAccessible(reader);
    await reader.choose({ name: LONG_FILE, text: WIDE });
    await reader.alert.waitFor();
    await assertAccessible(reader);
    await reader.map({ Name: 'Who', RFID: 'Label' });
    await reader.sendButton.waitFor();
    await assertAccessible(reader);

    proxy.holdUploads(100_000);
    await reader.page.getByRole('button', { name: 'Choose another file' }).click();
    await reader.choose({ name: LONG_FILE, text: readingsCsv(2_000, LONGEST_NAME) });
    await reader.sendButton.click();
    await reader.page.getByRole('heading', { name: 'Uploading ' }).waitFor();
    await assertAccessible(reader);
  });

  test('an import is accessible and never scrolls sideways, while it waits, done with errors, and failed, and so is the list of all', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
    const reader = await ImportsPage.create(t, browser);
    await reader.open(vitalwire.url);
    holdRow(vitalwire);
    await reader.choose({ name: LONG_FILE, text: `${WIDE}Ada,36.6C,${HELD_TAG},,\n` });
    await reader.map({ Name: 'Who', RFID: 'Label' });
    await reader.send();
    await reader.problem.waitFor();
    await reader.page.getByRole('button', { name: 'Cancel import' }).click();
    await reader.page.getByRole('dialog').waitFor();
    await assertAccessible(reader);
    await reader.page.keyboard.press('Escape');
    releaseRow(vitalwire);
    await reader.ends('2 rows imported, 1 rejected.');
    await assertAccessible(reader);

    await reader.open(vitalwire.url);
    await reader.choose({ name: 'failed.csv', text: `${readingsCsv(2_000)}"` });
    await reader.send();
    await reader.ends('never closed');
    await assertAccessible(reader);
    await reader.open(vitalwire.url);
    await reader.page.getByText('failed.csv').waitFor();
    await assertAccessible(reader);
  });
});
