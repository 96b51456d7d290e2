import assert from 'node:assert/strict';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { inEveryBrowser, launchBrowsers } from './browsers.ts';
import { ImportsPage } from './imports-page.ts';
import { postReadings } from './post-readings.ts';
import { IS_FULL_SCALE } from './scale.ts';
import { BUILT_APP, Vitalwire } from './vitalwire.ts';

/** Bytes of the file that is a single line: far more than the server may hold in memory. */
const LINE_BYTES = IS_FULL_SCALE ? 1e9 : 1.2e8;

const HEADER = 'Name,Temperature,RFID\n';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52];

/** Files that are not even sent, and what the page says of them. */
const UNSENT: readonly (readonly [name: string, bytes: Uint8Array, says: RegExp])[] = [
  ['nothing.csv', Buffer.from(''), /The file is empty \(0 bytes\)\. Choose a file with a header line/],
  ['header.csv', Buffer.from(HEADER), /The file has no rows below its header line/],
  [
    'line.csv',
    Buffer.from('Ada,36.6C,A1'),
    /has no column “Name”, “Temperature”, and “RFID”.*has no header line, add one/,
  ],
  ['headless.csv', Buffer.from('Ada,36.6C,A1\nBen,36.9C,B1\n'), /has no column “Name”, “Temperature”, and “RFID”/],
  ['utf16.csv', Buffer.from(`\ufeff${HEADER}Ada,36.6C,A1\n`, 'utf16le'), /UTF-16.*save it as "CSV UTF-8"/],
  [
    'quote.csv',
    Buffer.from(`${HEADER}Ada,36.6C,A1\n"Ben,36.9C,B1\n`),
    /Line 3: a quote is opened here and never closed/,
  ],
  ['words.csv', Buffer.from('Dear Sir or Madam\nhello\n'), /first line is not divided into columns/],
  ['picture.csv', Uint8Array.from(PNG), /no text: there are control characters/],
  ['latin.csv', Buffer.from(`${HEADER}Zoë,36.6C,Z1\n`, 'latin1'), /Byte 24 \(0xEB\) is not UTF-8; save it as/],
];

await inEveryBrowser((browser) => {
  test('a file that can be no CSV of readings is not sent, and the page says why and what to do', async (t) => {
    const vitalwire = await startApp(t);
    const reader = await ImportsPage.create(t, browser);
    await reader.open(vitalwire.url);
    for (const [name, bytes, says] of UNSENT) {
      await reader.input.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(bytes) });
      await reader.page.getByRole('heading', { name: `${name} cannot be imported` }).waitFor();
      await reader.alert.filter({ hasText: says }).waitFor();
      assert.equal(await reader.sendButton.count(), 0, name);
      await reader.page.getByRole('button', { name: 'Choose another file' }).click();
    }
    await assertUnharmed(reader, vitalwire);
  });

  test('a file that is a single endless line is refused by the page or ends its import, and the server is unharmed', async (t) => {
    const vitalwire = await startApp(t);
    const reader = await ImportsPage.create(t, browser);
    // A gigabyte takes its time.
    reader.page.setDefaultTimeout(300_000);
    const folder = tempFolder(t);
    await reader.open(vitalwire.url);
    await reader.input.setInputFiles(writeLine(join(folder, 'only-a-line.csv'), ''));
    await reader.alert.filter({ hasText: 'is longer than 64 KiB' }).waitFor();
    await reader.page.getByRole('button', { name: 'Choose another file' }).click();

    await reader.input.setInputFiles(writeLine(join(folder, 'line.csv'), HEADER));
    await reader.send();
    await reader.ends(
      'Line 2: a cell is longer than 65,536 characters; write one reading a line, and close every quote.',
    );
    await assertUnharmed(reader, vitalwire);
  });

  test('a quote that is never closed ends the import and says where it is; the rows before it stay', async (t) => {
    const vitalwire = await startApp(t);
    const reader = await ImportsPage.create(t, browser);
    await reader.open(vitalwire.url);
    // Beyond what the page looks at before it sends a file.
    const rows = Array.from({ length: 6_000 }, (_, index) => `Ada,36.6C,A${index}`);
    await reader.choose({ name: 'quote.csv', text: `${HEADER}${rows.join('\n')}\n"Ben,36.9C,B1\n` });
    await reader.send();
    await reader.ends('Line 6002: a quote is opened here and never closed; close it, or double a quote');
    await reader.ends('6,000 rows were stored before that');
    await assertUnharmed(reader, vitalwire, 6_000);
  });

  test('a file without a single good row is done with all of them refused, and gives them back', async (t) => {
    const vitalwire = await startApp(t);
    const reader = await ImportsPage.create(t, browser);
    await reader.open(vitalwire.url);
    const rows = Array.from({ length: 1_500 }, (_, index) => `Person ${index},warm,R${index}`);
    await reader.choose({ name: 'warm.csv', text: `${HEADER}${rows.join('\n')}\n` });
    await reader.send();
    await reader.ends('All 1,500 rows were rejected.');
    await reader.page.getByText('Only the first 1,000 errors are shown. errors.csv contains all of them.').waitFor();
    assert.equal((await reader.errorLines(1_000)).length, 1_000);
    assert.equal((await reader.download()).split('\r\n').length, 1_502);
    await assertUnharmed(reader, vitalwire);
  });

  test('a file larger than the server takes is refused with the limit, however much of it is still to come', async (t) => {
    const vitalwire = await startApp(t, ['--max-upload', '1000']);
    const reader = await ImportsPage.create(t, browser);
    await reader.open(vitalwire.url);
    const large = join(tempFolder(t), 'large.csv');
    writeFileSync(large, HEADER + 'Ada,36.6C,A1\n'.repeat(2_000_000));
    await reader.input.setInputFiles(large);
    await reader.sendButton.click();
    await reader.alert
      .filter({
        hasText: /large\.csv was not accepted.*more than the 1000 that are taken.*Split the file into smaller ones/s,
      })
      .waitFor();
    await reader.page.getByRole('button', { name: 'Choose another file' }).click();
    await reader.choose({ name: 'small.csv', text: `${HEADER}Ada,36.6C,A1\n` });
    await reader.send();
    await reader.ends('The row was imported.');
    await assertUnharmed(reader, vitalwire, 1);
  });
}, launchBrowsers);

function startApp(test: TestContext, args: readonly string[] = []): Promise<Vitalwire> {
  return Vitalwire.startFor(test, ['--static', BUILT_APP, ...args]);
}

/** A file of one line, or with one below its header; gives its path. */
function writeLine(path: string, header: string): string {
  writeFileSync(path, header + 'x'.repeat(100_000));
  // What is never read need not be written either.
  truncateSync(path, LINE_BYTES);
  return path;
}

/** The server takes a reading and gives it back, together with so many that were imported; the page had no error. */
async function assertUnharmed(reader: ImportsPage, { url }: Vitalwire, imported = 0): Promise<void> {
  await postReadings(url, [{ Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' }]);
  const answer = await fetch(`${url}/api/readings`, { headers: { Accept: 'text/csv' } });
  const [, ...lines] = (await answer.text()).trimEnd().split('\r\n');
  assert.equal(lines.length, imported + 1);
  assert.ok(lines.some((line) => line.includes('Mass Roy')));
  assert.deepEqual(reader.errors, []);
}
