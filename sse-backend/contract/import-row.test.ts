import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHead } from './csv-head.ts';
import { readPieces } from '../testing/csv-pieces.ts';
import { toImportRow } from './import-row.ts';

const NOW = Date.parse('2026-11-20T09:15:02.114Z');

function rowOf(line: string, header = 'Person;Temperature;Tag;TakenAt') {
  const head = readHead(`${header}\n`, { name: 'person', rfid: 'tag' }, false)!;
  const [record] = readPieces([line], head.delimiter, 7).records;
  return toImportRow(record!, head, NOW);
}

test('a row is a reading, white space around its cells left out', () => {
  assert.deepEqual(rowOf(' Mass Roy ;102.5F;"R1 ";2026-11-20T10:15:02+01:00'), {
    kind: 'good',
    line: 7,
    record: ' Mass Roy ;102.5F;"R1 ";2026-11-20T10:15:02+01:00',
    name: 'Mass Roy',
    temperature: '102.5F',
    rfid: 'R1',
    takenAtMs: Date.parse('2026-11-20T09:15:02Z'),
  });
});

test('without a time, or where that cell is empty or missing, the log gives the time', () => {
  for (const [line, header] of [
    ['Ada;36.6C;R1;', undefined],
    ['Ada;36.6C;R1', undefined],
    ['Ada;36.6C;R1', 'Person;Temperature;Tag'],
  ] as const) {
    const row = rowOf(line, header);
    assert.equal(row.kind, 'good');
    assert.equal(row.takenAtMs, undefined);
  }
});

test('everything that is wrong with a row is told, by the columns of the file', () => {
  const row = rowOf(`${'x'.repeat(201)};36,6;;2027-01-01`);
  assert.deepEqual(row.kind === 'refused' && row.errors, [
    { column: 'Person', value: `${'x'.repeat(99)}…`, reason: 'is longer than 200 characters; shorten it' },
    { column: 'Temperature', value: '36,6', reason: 'is not a number with C or F; write e.g. "36.6C"' },
    { column: 'Tag', value: null, reason: 'is missing; write the tag, e.g. "R546546"' },
    {
      column: 'TakenAt',
      value: '2027-01-01',
      reason: 'is not an RFC 3339 date and time; write e.g. "2026-11-20T09:15:02.114Z" or leave it out',
    },
  ]);
});

test('a row with more cells than the header, or text behind a quote, is refused as a whole', () => {
  const tooMany = rowOf('Roy; Mass;36.6C;R1;');
  assert.deepEqual(tooMany, {
    kind: 'refused',
    line: 7,
    record: 'Roy; Mass;36.6C;R1;',
    errors: [
      {
        column: '',
        value: 'Roy; Mass;36.6C;R1;',
        reason: 'has 5 cells where the header has 4; put a cell that has a ";" in it between quotes',
      },
    ],
  });
  const spoilt = rowOf('"Roy" Mass;36.6C;R1');
  assert.equal(spoilt.kind, 'refused');
  assert.match(spoilt.errors[0]?.reason ?? '', /^has text behind a closing quote; put/);
});
