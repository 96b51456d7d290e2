import assert from 'node:assert/strict';
import test from 'node:test';
import { inEveryBrowser } from './browsers.ts';
import { HELD_TAG, holdRow, MOST_ROWS_AT_ONCE, releaseRow } from './held-row.ts';
import { ImportStory } from './import-story.ts';
import { ImportsPage } from './imports-page.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

const COLUMNS = { Name: 'Who', Temperature: 'Value', RFID: 'Label', 'Time taken': 'When' };

/** Lines of the file with rows that are refused: two that come before the held row, one behind it. */
const [WARM_LINE, NAMELESS_LINE, LATE_LINE] = [12, 345, 6_500];

const HELD_LINE = 1_000 + MOST_ROWS_AT_ONCE;

const ROWS = 7_000;

await inEveryBrowser((browser) => {
  test('a file with errors is looked at, mapped, sent and watched, also by a page that comes back in the middle; its errors are mended and sent again', async (t) => {
    const vitalwire = await Vitalwire.startFor(t, ['--static', BUILT_APP]);
    const reader = await ImportsPage.create(t, browser);
    const { page } = reader;
    await reader.open(vitalwire.url);
    await page.getByText('No imports yet.').waitFor();

    await reader.choose({ name: 'ward.csv', text: wardCsv() });
    await reader.alert.filter({ hasText: 'has no column “Name”, “Temperature”, and “RFID”' }).waitFor();
    assert.equal(await reader.sendButton.count(), 0);
    await reader.map(COLUMNS);
    await page.getByRole('heading', { name: 'Preview' }).waitFor();
    assert.match(await page.locator('tbody tr').first().innerText(), /^2\s+Will be stored\s+Person 2\s+36\.6C\s+R2\s/);
    holdRow(vitalwire);
    const place = await reader.send();
    assert.deepEqual(await reader.errorLines(2), [String(WARM_LINE), String(NAMELESS_LINE)]);

    await page.reload();
    assert.deepEqual(await reader.errorLines(2), [String(WARM_LINE), String(NAMELESS_LINE)]);
    await page.getByText('Processing: ').waitFor();
    await reader.problem.waitFor();

    await page.getByRole('link', { name: 'All imports' }).click();
    await page.getByRole('heading', { name: 'ward.csv' }).waitFor();
    await reader.drop({ name: 'other.csv', text: 'Name,Temperature,RFID\nAda,36.6C,A1\n' });
    const other = await reader.send();
    await page.getByText('Waiting for another import to finish').waitFor();
    await reader.cancel();
    await reader.ends('Cancelled. Nothing was stored.');

    await reader.open(vitalwire.url, place);
    releaseRow(vitalwire);
    await reader.ends(`${new Intl.NumberFormat('en').format(ROWS - 3)} rows imported, 3 rejected.`);
    assert.deepEqual(await reader.errorLines(3), [WARM_LINE, NAMELESS_LINE, LATE_LINE].map(String));
    const story = new ImportStory(await reader.events());
    story.assertIsContinuous();
    assert.equal(story.told.errors.length, 3);

    const errors = await reader.download();
    assert.deepEqual(
      errors.split('\r\n').map((line) =>
        line
          .split(';')
          .slice(0, 5)
          .join(';')
          .replace(/\d{4}-.*Z/, 'When'),
      ),
      [
        'Who;Value;Label;When;Line',
        `Person ${WARM_LINE};warm;R${WARM_LINE};When;${WARM_LINE}`,
        `;36.6C;R${NAMELESS_LINE};When;${NAMELESS_LINE}`,
        `Person ${LATE_LINE};99C;R${LATE_LINE};When;${LATE_LINE}`,
        '',
      ],
    );
    const mended = errors.replace(/warm|99C/g, '37.0C').replace('\r\n;', '\r\nSomebody;');
    await page.getByRole('link', { name: 'Send corrected file' }).click();
    await reader.choose({ name: 'errors.csv', text: mended });
    await reader.map(COLUMNS);
    await reader.send();
    await reader.ends('All 3 rows were imported.');
    await page.getByRole('link', { name: 'All imports' }).click();
    await reader.choose({ name: 'errors.csv', text: mended });
    // Which column is what is known by now.
    await reader.send();
    await reader.ends('All 3 rows were already stored.');

    await reader.open(vitalwire.url);
    await page.locator('vw-past-imports li').nth(3).waitFor();
    const past = await page.locator('vw-past-imports li').allInnerTexts();
    assert.deepEqual(
      past.map((text) => text.split('\n').slice(0, 2).join(': ')),
      ['errors.csv: Nothing new', 'errors.csv: Completed', 'other.csv: Cancelled', 'ward.csv: Completed with errors'],
    );
    assert.equal(await page.locator(`a[href="${other}"]`).innerText(), 'other.csv');
    const history = await fetch(`${vitalwire.url}/api/readings?rfid=R${WARM_LINE}`);
    assert.match(await history.text(), /"Temparature":"37.0C"/);
    assert.deepEqual(reader.errors, []);
  });
});

/** As another program writes it: its own columns, and a semicolon between them. */
function wardCsv(): string {
  const from = Date.now() - ROWS * 60_000;
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const line = index + 2;
    const name = line === NAMELESS_LINE ? '' : `Person ${line}`;
    const temperature = line === WARM_LINE ? 'warm' : line === LATE_LINE ? '99C' : '36.6C';
    const tag = line === HELD_LINE ? HELD_TAG : `R${line}`;
    return `${name};${temperature};${tag};${new Date(from + index * 60_000).toISOString()}`;
  });
  return `Who;Value;Label;When\n${lines.join('\n')}\n`;
}
