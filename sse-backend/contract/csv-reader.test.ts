import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, readPieces } from '../testing/csv-pieces.ts';
import { CsvReader, LONGEST_FIELD, LONGEST_RECORD, type Delimiter } from './csv-reader.ts';

function cellsOf(text: string, delimiter: Delimiter = ','): (readonly string[])[] {
  return readPieces([text], delimiter).records.map(({ cells }) => cells);
}

function problemOf(text: string): string | undefined {
  return readPieces([text]).error;
}

test('a row tells its cells, its line, its text and where it ends', () => {
  assert.deepEqual(readPieces(['Name,RFID\r\n"Roy, ""Mass""\nJr",R1\nAda,R2']), {
    records: [
      { cells: ['Name', 'RFID'], line: 1, text: 'Name,RFID', end: 11 },
      { cells: ['Roy, "Mass"\nJr', 'R1'], line: 2, text: '"Roy, ""Mass""\nJr",R1', end: 33 },
      { cells: ['Ada', 'R2'], line: 4, text: 'Ada,R2', end: 39 },
    ],
    error: undefined,
  });
});

test('lines end with LF, CR or CRLF, mixed as they like, and the last one needs none', () => {
  const { records } = readPieces(['a\nb\rc\r\nd\n\re']);
  assert.deepEqual(
    records.map(({ text, line }) => [text, line]),
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
      ['e', 6],
    ],
  );
});

test('a line end within quotes belongs to the cell and counts as a line', () => {
  const { records } = readPieces(['"a\r\nb\rc\nd",1\n"x\n\ny"\nz']);
  assert.deepEqual(
    records.map(({ cells, line }) => [cells[0], line]),
    [
      ['a\r\nb\rc\nd', 1],
      ['x\n\ny', 5],
      ['z', 8],
    ],
  );
});

test('cells stand between commas, semicolons or tabs', () => {
  assert.deepEqual(cellsOf('a,b;c\t"d,e"', ','), [['a', 'b;c\t"d', 'e"']]);
  assert.deepEqual(cellsOf('a,b;"c;d"', ';'), [['a,b', 'c;d']]);
  assert.deepEqual(cellsOf('a,b\t"c\td"\t', '\t'), [['a,b', 'c\td', '']]);
});

test('cells may be empty, and are not trimmed', () => {
  assert.deepEqual(cellsOf(',x\n"","x"\n a , b\n'), [
    ['', 'x'],
    ['', 'x'],
    [' a ', ' b'],
  ]);
});

test('lines with nothing in them are skipped but counted', () => {
  const { records } = readPieces(['\n \t \r\n\r\na\n\n\nb\n  ']);
  assert.deepEqual(
    records.map(({ text, line }) => [text, line]),
    [
      ['a', 4],
      ['b', 7],
    ],
  );
  assert.deepEqual(readPieces([]), { records: [], error: undefined });
});

test('rows with nothing in their cells are skipped but counted', () => {
  const { records } = readPieces([';;;\na;b\n" ";"";\u00a0\n;\n;c\n;;'], ';');
  assert.deepEqual(
    records.map(({ cells, line }) => [cells, line]),
    [
      [['a', 'b'], 2],
      [['', 'c'], 5],
    ],
  );
});

test('a 0x1A at the end of the file is skipped, wherever its last line ends', () => {
  for (const end of ['\u001a', '\n\u001a', '\r\n\u001a\r\n', '\n;\u001a'])
    for (const text of [`a;b${end}`, `a;"b"${end}`])
      assert.deepEqual(
        readPieces([...text], ';').records.map(({ cells }) => cells),
        [['a', 'b']],
        JSON.stringify(text),
      );
  assert.deepEqual(cellsOf('a\u001ab'), [['a\u001ab']]);
});

test('a byte order mark is skipped at the beginning of the file, and only there', () => {
  assert.deepEqual(cellsOf('\ufeff"a",b\n\ufeffc'), [['a', 'b'], ['\ufeffc']]);
  assert.deepEqual(readPieces(['\ufeffa\n']).records[0]?.end, 3);
  assert.deepEqual(
    readPieces(['\ufeffa'], ',', 2).records.map(({ cells }) => cells),
    [['\ufeffa']],
  );
});

test('a quote inside of an unquoted cell is a character like any other', () => {
  assert.deepEqual(cellsOf('5" tall,a"b"c, "d"\nx'), [['5" tall', 'a"b"c', ' "d"'], ['x']]);
});

test('text behind a closing quote spoils its row alone', () => {
  const { records, error } = readPieces(['"Mass" Roy,R1\n"Mass "Al" Roy",R2\nAda,R3']);
  const problem =
    'has text behind a closing quote; put the whole cell between quotes, and double those that belong to it';
  assert.deepEqual(
    records.map(({ cells, problem: seen }) => [cells, seen]),
    [
      [['Mass Roy', 'R1'], problem],
      [['Mass Al" Roy"', 'R2'], problem],
      [['Ada', 'R3'], undefined],
    ],
  );
  assert.equal(error, undefined);
});

test('a quote that is never closed is told with its line, after the rows before it', () => {
  const { records, error } = readPieces(['a,1\n"b\nc",2,"d\ne\n\n']);
  assert.deepEqual(
    records.map(({ text }) => text),
    ['a,1'],
  );
  assert.equal(
    error,
    'Line 3: a quote is opened here and never closed; close it, or double a quote that is meant as text.',
  );
});

test('a cell may have 65,536 characters, quotes not counted, and no more', () => {
  const [longest, doubled] = ['x'.repeat(LONGEST_FIELD), '""'.repeat(LONGEST_FIELD)];
  assert.deepEqual(cellsOf(`a,${longest}\n"${doubled}",b`), [
    ['a', longest],
    ['"'.repeat(LONGEST_FIELD), 'b'],
  ]);
  const expected = 'Line 2: a cell is longer than 65,536 characters; write one reading a line, and close every quote.';
  for (const cell of [`${longest}x`, `"${longest}x"`, `"${doubled}x"`, `"x${doubled}`])
    for (const end of ['', '\n', ',b\n']) assert.equal(problemOf(`a,b\nc,${cell}${end}`), expected);
});

test('a row of many cells has a limit too', () => {
  const row = (length: number) => 'x,'.repeat(length / 2);
  assert.equal(problemOf(row(LONGEST_RECORD)), undefined);
  const expected = 'Line 1: a row is longer than 262,144 characters; write one reading a line, and close every quote.';
  assert.equal(problemOf(row(LONGEST_RECORD + 2)), expected);
  assert.equal(problemOf(`${row(LONGEST_RECORD + 2)}\n`), expected);
});

test('a cell without end is refused when it is too long, not when it ends', () => {
  for (const opening of ['', '"', 'a,"']) {
    const reader = new CsvReader({ delimiter: ',' });
    assert.deepEqual(reader.push(opening + 'x'.repeat(LONGEST_FIELD)), []);
    assert.throws(() => reader.push('xx'), { name: 'CsvError', line: 1 });
    assert.throws(() => reader.push('\n'), { name: 'CsvError', line: 1 });
  }
});

test('every way of cutting a text gives the same rows', () => {
  const text = '"a""\r\n",b\r\n\rc"\n';
  const whole = readPieces([text]);
  assert.equal(whole.records.length, 2);
  for (let bits = 0; bits < 2 ** (text.length - 1); bits += 1) {
    const places = Array.from(text, (_, index) => index).filter((index) => index > 0 && bits & (1 << (index - 1)));
    assert.deepEqual(readPieces(cutAt(text, places)), whole);
  }
});
