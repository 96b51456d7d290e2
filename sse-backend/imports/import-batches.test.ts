import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeRows } from '../log/import-rows.ts';
import type { ImportBatch, ImportPlace } from '../log/import-shapes.ts';
import { ImportFolder } from '../testing/import-folder.ts';
import { importBatches, isUnreadable } from './import-batches.ts';

const START: ImportPlace = { bytes: 0, line: 1 };

interface Read {
  readonly batches: readonly ImportBatch[];
  readonly reason: string | undefined;
}

async function read(files: ImportFolder, totalBytes: number, place = START): Promise<Read> {
  const batches: ImportBatch[] = [];
  const order = { id: 'a', columns: '', formats: '', place, totalBytes, path: files.pathOf('a'), nowMs: Date.now() };
  try {
    for await (const batch of importBatches(order)) batches.push(batch);
    return { batches, reason: undefined };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { batches, reason: error.message };
  }
}

function rowsOf(batches: readonly ImportBatch[]) {
  return batches.flatMap(({ rows }) => decodeRows(rows));
}

function manyRows(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `Zoë,36.6C,R${index},"a\r\n""b"""\r\n${index % 7 ? '' : '\n'}`,
  );
  return `\ufeffName,Temperature,RFID,Note\r\n${rows.join('')}`;
}

test('the batches follow each other from the first byte of the file to the last', async (t) => {
  const files = new ImportFolder(t);
  const size = files.write('a', manyRows(10_000));
  const { batches, reason } = await read(files, size);
  assert.equal(reason, undefined);
  assert.deepEqual(
    batches.map(({ from }) => from),
    [0, ...batches.slice(0, -1).map(({ to }) => to.bytes)],
  );
  assert.equal(batches.at(-1)?.to.bytes, size);
  assert.ok(batches.every(({ rows, count }) => count <= 30 && decodeRows(rows).length === count));
  assert.deepEqual(
    rowsOf(batches).map((row) => row.kind === 'good' && row.rfid),
    Array.from({ length: 10_000 }, (_, index) => `R${index}`),
  );
  assert.deepEqual(batches[0]?.columns, { name: 'Name', temperature: 'Temperature' });
});

test('from behind any batch it goes on with the rows that follow, on their lines', async (t) => {
  const files = new ImportFolder(t);
  const size = files.write('a', manyRows(2000));
  const { batches } = await read(files, size);
  for (const [index, { to }] of batches.entries()) {
    const after = await read(files, size, to);
    assert.deepEqual(rowsOf(after.batches), rowsOf(batches.slice(index + 1)));
  }
});

test('a file with nothing but a header has no rows, and is dealt with', async (t) => {
  const files = new ImportFolder(t);
  const size = files.write('a', 'Name,Temperature,RFID\n\n \n');
  const { batches } = await read(files, size);
  assert.deepEqual(
    batches.map(({ from, to, count }) => ({ from, to: to.bytes, count })),
    [{ from: 0, to: size, count: 0 }],
  );
});

test('long rows make small batches', async (t) => {
  const files = new ImportFolder(t);
  const size = files.write('a', `Name,Temperature,RFID\n${`${'x'.repeat(30_000)},36.6C,R1\n`.repeat(20)}`);
  const { batches } = await read(files, size);
  assert.deepEqual(
    batches.map(({ count }) => count),
    Array.from({ length: 10 }, () => 2),
  );
});

test('what is before something that can’t be read comes, and then the reason', async (t) => {
  const files = new ImportFolder(t);
  const start = `Name,Temperature,RFID\n${'Ada,36.6C,R1\n'.repeat(20_000)}`;
  const cases = [
    [Buffer.from(`${start}Zo\xeb,36.6C,R1\n`, 'latin1'), /^Byte 260,024 \(0xEB\) is not UTF-8; save it as/],
    [Buffer.from(`${start}Ada,"36.6C,R1\nAda,36.6C,R2\n`), /^Line 20002: a quote is opened here and never closed/],
    [Buffer.from(`${start}Ada,"36.6C,R1${'\n'.repeat(70_000)}`), /^Line 20002: a cell is longer than 65,536/],
  ] as const;
  for (const [content, expected] of cases) {
    const { batches, reason } = await read(files, files.write('a', content));
    assert.match(reason ?? '', expected);
    assert.equal(rowsOf(batches).length, 20_000);
    assert.equal(batches.at(-1)?.to.bytes, Buffer.byteLength(start));
  }
});

test('a file that is no CSV of readings is refused by what it is', async (t) => {
  const files = new ImportFolder(t);
  const cases = [
    ['', /^Line 1: the file is empty/],
    ['Mass Roy,102.5F,R1\n', /^Line 1: the header has no column "Name", "Temperature", "RFID"/],
    [Buffer.from('\ufeffName,Temperature,RFID\n', 'utf16le'), /^The file is UTF-16/],
    [Buffer.from('Name,Temperature,RFID\n', 'utf16le'), /^Line 1: the file is UTF-16/],
    [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /^The file is no text/],
    [Buffer.from('PK\x03\x04\x14\0\x06\0\b\0\xe9', 'latin1'), /^Line 1: the file is a workbook/],
    ['x'.repeat(1_000_000), /^Line 1: a cell is longer than 65,536 characters/],
  ] as const;
  for (const [content, expected] of cases) {
    const { batches, reason } = await read(files, files.write('a', content));
    assert.match(reason ?? '', expected);
    assert.deepEqual(batches, []);
  }
});

test('a file that is gone, or not whole, is not read', async (t) => {
  const files = new ImportFolder(t);
  assert.equal(
    (await read(files, 10)).reason,
    'The file is no longer here, as after a backup was restored; send it again.',
  );
  files.write('a', 'Name,Temperature,RFID\nAda,36.6C,R1');
  assert.equal((await read(files, 99)).reason, 'The file has 34 bytes here where 99 were sent; send it again.');
});
