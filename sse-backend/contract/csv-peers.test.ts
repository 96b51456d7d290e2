import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import Papa from 'papaparse';
import { cutAt, readPieces } from '../testing/csv-pieces.ts';
import { lineAfter, type Delimiter } from './csv-reader.ts';

type Rows = readonly (readonly string[])[];

const FILES = 100_000;
/** Its CSV has another telephone number than its JSON. */
const UNLIKE_ITS_JSON = 'location_coordinates';
const LINE_ENDS = ['\r\n', '\n', '\r'] as const;
const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t');

/** What is not the same in all readers, and says nothing: whether a line with nothing in its cells is a row. */
function withoutBlank(rows: Rows): Rows {
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

function readByUs(text: string, delimiter: Delimiter): Rows {
  const { records, error } = readPieces([text], delimiter);
  assert.equal(error, undefined);
  return withoutBlank(records.map(({ cells }) => cells));
}

function readByCsvParse(text: string, delimiter: Delimiter): Rows {
  return withoutBlank(
    parse(text, {
      delimiter,
      bom: true,
      record_delimiter: [...LINE_ENDS],
      relax_column_count: true,
      relax_quotes: true,
    }),
  );
}

function readByPapa(text: string, delimiter: Delimiter, newline: (typeof LINE_ENDS)[number]): Rows {
  return withoutBlank(Papa.parse<string[]>(text, { delimiter, newline }).data);
}

test('the files of csv-spectrum read as they say, and as csv-parse and Papa Parse read them', () => {
  const folder = new URL('../../node_modules/csv-spectrum/', import.meta.url);
  const names = readdirSync(new URL('csvs/', folder)).map((name) => name.replace('.csv', ''));
  assert.ok(names.length >= 12);
  for (const name of names) {
    const text = readFileSync(new URL(`csvs/${name}.csv`, folder), 'utf8');
    const said: unknown = JSON.parse(readFileSync(new URL(`json/${name}.json`, folder), 'utf8'));
    const rows = readByUs(text, ',');
    const [header = [], ...others] = rows;
    const read = others.map((cells) => Object.fromEntries(header.map((title, index) => [title, cells[index]])));
    if (name !== UNLIKE_ITS_JSON) assert.deepEqual(read, said, name);
    assert.deepEqual(rows, readByCsvParse(text, ','), name);
    assert.deepEqual(rows, readByPapa(text, ',', text.includes('\r\n') ? '\r\n' : '\n'), name);
  }
});

test('random tables, however they are written, read as in csv-parse and Papa Parse', (t) => {
  const cell = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('', 'a', '36.6C', ' b ', 'zoë', '👩') },
    fc
      .array(fc.constantFrom('"', '""', ',', ';', '\t', '\n', '\r', '\r\n', 'x', ' ', 'ü'), { maxLength: 4 })
      .map((parts) => parts.join('')),
  );
  const table = fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 1, maxLength: 4 }), { maxLength: 5 });
  const file = fc.record({
    table,
    delimiter: delimiters,
    newline: fc.constantFrom(...LINE_ENDS),
    hasEnd: fc.boolean(),
  });
  check(t, FILES / 2, file, ({ table, delimiter, newline, hasEnd }) => {
    const lines = table.map((cells) => cells.map(([text, isQuoted]) => written(text, isQuoted)).join(delimiter));
    const text = lines.join(newline) + (hasEnd ? newline : '');
    const rows = readByUs(text, delimiter);
    assert.deepEqual(rows, withoutBlank(table.map((cells) => cells.map(([content]) => content))));
    assert.deepEqual(rows, readByCsvParse(text, delimiter));
    assert.deepEqual(rows, readByPapa(text, delimiter, newline));
  });
});

test('random text reads the same in one piece, cut anywhere, on from any row, and, where its quotes are right, by csv-parse', (t) => {
  const part = fc.constantFrom('"', '"', '""', ',', ',', ';', '\n', '\n', '\r', '\r\n', 'x', ' ', 'ü', '👩', '\ufeff');
  const file = fc.record({
    text: fc.array(part, { maxLength: 24 }).map((parts) => parts.join('')),
    delimiter: fc.constantFrom<Delimiter>(',', ';'),
    cuts: fc.array(fc.nat(), { maxLength: 6 }),
  });
  let compared = 0;
  check(t, FILES / 2, file, ({ text, delimiter, cuts }) => {
    const whole = readPieces([text], delimiter);
    assert.deepEqual(readPieces([...text], delimiter), whole);
    assert.deepEqual(readPieces(cutAt(text, cuts), delimiter), whole);
    for (let at = 1; at < text.length; at += 1) assert.deepEqual(readPieces(cutAt(text, [at]), delimiter), whole);
    whole.records.forEach((record, index) => {
      const after = readPieces([text.slice(record.end)], delimiter, lineAfter(record));
      const expected = whole.records.slice(index + 1).map((next) => ({ ...next, end: next.end - record.end }));
      assert.deepEqual(after, { records: expected, error: whole.error });
    });
    if (whole.error !== undefined || whole.records.some(({ problem }) => problem !== undefined)) return;
    const rows = withoutBlank(whole.records.map(({ cells }) => cells));
    assert.deepEqual(rows, readByCsvParse(text, delimiter));
    compared += 1;
  });
  assert.ok(compared > FILES / 10, `${compared} compared`);
});

function written(cell: string, isQuoted: boolean): string {
  const isNeeded = /[",;\t\r\n]/.test(cell);
  return isQuoted || isNeeded ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function check<T>(
  t: { diagnostic(text: string): void },
  numRuns: number,
  file: fc.Arbitrary<T>,
  holds: (file: T) => void,
) {
  const seed = Date.now();
  t.diagnostic(`seed ${seed}`);
  fc.assert(fc.property(file, holds), { seed, numRuns });
}
