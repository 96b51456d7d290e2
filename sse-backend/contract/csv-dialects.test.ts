import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cutAt, readPieces } from '../testing/csv-pieces.ts';
import { readHead } from './csv-head.ts';
import { rowReader } from './import-row.ts';

const NOW = Date.parse('2026-11-20T09:15:02.114Z');

/** A reading as a file has it: what each program writes differently. */
const reading = fc.record({
  name: fc.constantFrom('Ada', 'Roy, Mass', 'Zoë "Z"', 'a;b', 'c|d', "'t Hooft", 'x\ty'.replace('\t', ' ')),
  tenths: fc.integer({ min: 300, max: 420 }),
  rfid: fc.stringMatching(/^[A-Za-z0-9._:-]{1,8}$/),
  minutes: fc.integer({ min: 0, max: 500_000 }),
});

/** How spreadsheets write it. */
const dialect = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  separator: fc.constantFrom('', 'sep=', 'SEP=', '"sep="'),
  mark: fc.constantFrom('', '\ufeff'),
  newline: fc.constantFrom('\n', '\r\n', '\r'),
  end: fc.constantFrom('', 'newline', '\u001a', 'newline\u001a'),
  trailing: fc.nat(3),
  blankEvery: fc.integer({ min: 1, max: 4 }),
  comma: fc.constantFrom('.', ','),
  unit: fc.constantFrom('C', ' °C', '°c', ' C', ''),
  titles: fc.constantFrom(
    ['Name', 'Temperature', 'RFID', 'TakenAt'],
    ['Patient', 'Temp °C', 'Tag ID', 'taken_at'],
    ['PERSON', 'temp_c', 'tag', 'Timestamp'],
  ),
  isQuoted: fc.boolean(),
  isLocal: fc.boolean(),
});

test('the same readings come out of every dialect in which spreadsheets write them, cut anywhere', (t) => {
  const seed = Date.now();
  t.diagnostic(`seed ${seed}`);
  const file = fc.tuple(
    fc.array(reading, { minLength: 1, maxLength: 5 }),
    dialect,
    fc.array(fc.nat(), { maxLength: 4 }),
  );
  fc.assert(
    fc.property(file, ([readings, how, cuts]) => {
      const { delimiter, newline } = how;
      const cell = (text: string) => (how.isQuoted || /[",;|\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
      const rows = readings.map(({ name, tenths, rfid, minutes }) => [
        name,
        `${Math.floor(tenths / 10)}${how.comma}${tenths % 10}${how.unit}`,
        rfid,
        how.isLocal ? germanTime(minutes) : new Date(minutes * 60_000).toISOString(),
      ]);
      const lines = rows.map((cells) => cells.map(cell).join(delimiter) + delimiter.repeat(how.trailing));
      const spaced = lines.flatMap((line, index) =>
        index % how.blankEvery === 0 ? [delimiter.repeat(3), line] : [line],
      );
      const separator = how.separator.replace(/=("?)$/, `=${delimiter}$1`);
      const all = [...(separator === '' ? [] : [separator]), how.titles.map(cell).join(delimiter), ...spaced];
      const text = how.mark + all.join(newline) + how.end.replace('newline', newline);

      const head = readHead(text, {}, true)!;
      const read = rowReader(head, { unit: 'C', dates: 'DD.MM.YYYY', zone: 'Europe/Berlin' });
      const { records, error } = readPieces(cutAt(text, cuts), head.delimiter);
      assert.equal(error, undefined);
      const stored = records.filter(({ end }) => end > head.header.end).map((record) => read(record, NOW));
      assert.deepEqual(
        stored.map((row) => (row.kind === 'good' ? [row.name, row.temperature, row.rfid, row.takenAtMs] : row.errors)),
        readings.map(({ name, tenths, rfid, minutes }) => [
          name,
          `${Math.floor(tenths / 10)}.${tenths % 10}C`,
          rfid,
          minutes * 60_000,
        ]),
      );
    }),
    { seed, numRuns: 3_000 },
  );
});

/** As clocks in Berlin showed it in 1970, when they weren't changed. */
function germanTime(minutes: number): string {
  const [date = '', time = ''] = new Date(minutes * 60_000 + 3_600_000).toISOString().split('T');
  return `${date.split('-').reverse().join('.')} ${time.slice(0, 5)}`;
}
