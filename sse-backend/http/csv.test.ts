import assert from 'node:assert/strict';
import { ReadableStream } from 'node:stream/web';
import { test } from 'node:test';
import fc from 'fast-check';
import { undefended } from '../contract/csv-defence.ts';
import { csvPieces, csvRecord } from './csv.ts';

test('a record is its cells between commas, ended by CRLF', () => {
  assert.equal(csvRecord(['k3f9-1', 'Mass Roy', '102.5F', '']), 'k3f9-1,Mass Roy,102.5F,\r\n');
});

test('cells with commas, quotes, line ends or outer white space are quoted', () => {
  assert.equal(
    csvRecord(['Roy, Mass', 'the "Roy"', 'a\r\nb', ' a', 'a;b']),
    '"Roy, Mass","the ""Roy""","a\r\nb"," a","a;b"\r\n',
  );
});

test('a cell that a spreadsheet would run gets an apostrophe, a plain number does not', () => {
  assert.equal(csvRecord(['-12.5', '36.6C', "O'Brien"]), "-12.5,36.6C,O'Brien\r\n");
  assert.equal(
    csvRecord(['=1+1', '-1+1', '=HYPERLINK("http://x","y")', '\t=1']),
    `'=1+1,'-1+1,"'=HYPERLINK(""http://x"",""y"")","'\t=1"\r\n`,
  );
});

test('a file begins with a byte order mark and its header', async () => {
  const pages = ReadableStream.from([[['Zoë', '1']], [['Ada', '2']]]);
  const pieces: string[] = [];
  for await (const piece of csvPieces(['Name', 'Line'], pages, (row) => row)) pieces.push(piece);
  assert.deepEqual(pieces, ['\ufeffName,Line\r\nZoë,1\r\n', 'Ada,2\r\n']);
});

test('whatever is written is read back the same, once it is no longer defended', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', ',', '\r\n', '\n', '=1', '-2.5', '@', "'=", ''),
  );
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 6 });
  fc.assert(
    fc.property(table, (rows) => {
      const read = readCsv(rows.map(csvRecord).join(''));
      assert.deepEqual(
        read.map((row) => row.map(undefended)),
        rows,
      );
    }),
  );
});

/** Reads RFC 4180 character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const here = text[at] ?? '';
    if (isQuoted && here === '"' && text[at + 1] === '"') cell += text[(at += 1)];
    else if (here === '"') isQuoted = !isQuoted;
    else if (isQuoted) cell += here;
    else if (here === ',') {
      row.push(cell);
      cell = '';
    } else if (here === '\r' && text[at + 1] === '\n') {
      rows.push([...row, cell]);
      [row, cell] = [[], ''];
      at += 1;
    } else cell += here;
  }
  return rows;
}
