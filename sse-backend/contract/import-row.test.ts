import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPieces } from '../testing/csv-pieces.ts';
import type { ColumnNames } from './csv-columns.ts';
import type { CsvFormats } from './csv-formats.ts';
import { readHead } from './csv-head.ts';
import { formatInstant } from './instant.ts';
import { rowReader, type ImportRow } from './import-row.ts';

const NOW = Date.parse('2026-11-20T09:15:02.114Z');
const HEADER = 'Who;Temperature;Label;TakenAt';
const BERLIN = { zone: 'Europe/Berlin' };

interface Given extends CsvFormats {
  readonly header?: string;
  readonly columns?: ColumnNames;
}

function rowOf(line: string, { header = HEADER, columns, ...formats }: Given = {}): ImportRow {
  const head = readHead(`${header}\n`, columns ?? { name: 'who', rfid: 'label' }, false)!;
  const [record] = readPieces([line], head.delimiter, 7).records;
  return rowReader(head, formats)(record!, NOW);
}

function temperatureOf(text: string, given: Given = {}): string {
  const row = rowOf(`Ada;"${text}";R1;`, given);
  return row.kind === 'good' ? row.temperature : (row.errors[0]?.reason ?? '');
}

function timeOf(text: string, given: Given = {}): string {
  const row = rowOf(`Ada;36.6C;R1;"${text}"`, given);
  if (row.kind === 'refused') return row.errors[0]?.reason ?? '';
  return row.takenAtMs === undefined ? 'none' : formatInstant(row.takenAtMs);
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
  for (const [line, given] of [
    ['Ada;36.6C;R1;', {}],
    ['Ada;36.6C;R1', {}],
    ['Ada;36.6C;R1', { header: 'Who;Temperature;Label' }],
  ] as const) {
    const row = rowOf(line, given);
    assert.equal(row.kind, 'good');
    assert.equal(row.takenAtMs, undefined);
  }
});

test('everything that is wrong with a row is told, by the columns of the file', () => {
  const row = rowOf(`${'x'.repeat(201)};warm;;2027-01-01`);
  assert.deepEqual(row.kind === 'refused' && row.errors, [
    { column: 'Who', value: `${'x'.repeat(99)}…`, reason: 'is longer than 200 characters; shorten it' },
    { column: 'Temperature', value: 'warm', reason: 'is not a number with C or F; write e.g. "36.6C"' },
    { column: 'Label', value: null, reason: 'is missing; write the tag, e.g. "R546546"' },
    {
      column: 'TakenAt',
      value: '2027-01-01',
      reason: 'is not a date and time; write e.g. "2026-11-20T09:15:02.114Z" or leave it out',
    },
  ]);
});

test('a row with more cells than the header, or text behind a quote, is refused as a whole', () => {
  const tooMany = rowOf('Roy; Mass;36.6C;R1;x');
  assert.deepEqual(tooMany, {
    kind: 'refused',
    line: 7,
    record: 'Roy; Mass;36.6C;R1;x',
    errors: [
      {
        column: '',
        value: 'Roy; Mass;36.6C;R1;x',
        reason: 'has 5 cells where the header has 4; put a cell that has a ";" in it between quotes',
      },
    ],
  });
  const spoilt = rowOf('"Roy" Mass;36.6C;R1');
  assert.equal(spoilt.kind, 'refused');
  assert.match(spoilt.errors[0]?.reason ?? '', /^has text behind a closing quote; put/);
});

test('delimiters behind the last cell of a row are no cells', () => {
  assert.equal(rowOf('Ada;36.6C;R1;;').kind, 'good');
  assert.equal(rowOf('Ada;36.6C;R1;2026-11-20T08:00:00Z; ;;""').kind, 'good');
});

test('a temperature may have a decimal comma, a degree sign, spaces and its unit in either case', () => {
  for (const text of ['36.6C', '36,6C', '36.6 °C', '36,6 °C', '36.6°c', '36.6 C', '36.6\u00a0ºC', '+36.6 ℃', '36.6 ˚C'])
    assert.equal(temperatureOf(text), '36.6C', text);
  assert.equal(temperatureOf('97,9 °F'), '97.9F');
  assert.equal(temperatureOf('37 c'), '37C');
  for (const text of ['36.6 K', '36,6,0C', '1.036,6C', '36.C', ',5C', '3 6.6C', '36.6 CC'])
    assert.equal(temperatureOf(text), 'is not a number with C or F; write e.g. "36.6C"', text);
  assert.match(temperatureOf('97.9 °C'), /^is 97\.9 °C, outside of 25\.0 to 45\.0 °C/);
});

test('a temperature without a unit is refused until the unit is said, by the caller or the header', () => {
  assert.equal(temperatureOf('36,6'), 'has no unit; say which one it is (?unit=C or ?unit=F), or write e.g. "36.6C"');
  assert.equal(temperatureOf('36,6', { unit: 'C' }), '36.6C');
  assert.equal(temperatureOf('97.9 °', { unit: 'F' }), '97.9F');
  assert.equal(temperatureOf('36.6', { header: 'Who;Temp °C;Label;TakenAt' }), '36.6C');
  assert.equal(temperatureOf('97.9F', { unit: 'C' }), '97.9F');
  assert.match(temperatureOf('36.6', { unit: 'F' }), /^is 2\.6 °C, outside/);
});

test('a date with a time is read as was said, and with its offset or the zone that was said', () => {
  const german = { dates: 'DD.MM.YYYY', ...BERLIN } as const;
  for (const text of ['20.11.2026 08:00', '20.11.2026, 8:00:00', '20. 11. 2026 08:00:00,000', '20.11.2026 08:00+01:00'])
    assert.equal(timeOf(text, german), '2026-11-20T07:00:00.000Z', text);
  const american = { dates: 'MM/DD/YYYY', zone: 'America/New_York' } as const;
  for (const text of ['11/20/2026 2:00 AM', '11/20/2026, 2:00:00\u202fam', '11/20/2026 02:00', '11/20/2026 2:00 a.m.'])
    assert.equal(timeOf(text, american), '2026-11-20T07:00:00.000Z', text);
  assert.equal(timeOf('11/19/2026 12:30 AM', american), '2026-11-19T05:30:00.000Z');
  assert.equal(timeOf('11/19/2026 12:30 PM', american), '2026-11-19T17:30:00.000Z');
  for (const text of ['2026-11-20 08:00', '2026-11-20T08:00:00', '2026-11-20 07:00Z', '2026-11-20T07:00:00Z'])
    assert.equal(timeOf(text, BERLIN), '2026-11-20T07:00:00.000Z', text);
});

test('a date or zone that was not said is not guessed', () => {
  assert.match(
    timeOf('20.11.2026 08:00', BERLIN),
    /^is a date that may mean different days; say .*\?dates=DD\.MM\.YYYY/,
  );
  assert.match(timeOf('11/12/2026 08:00', BERLIN), /\?dates=MM\/DD\/YYYY/);
  assert.match(timeOf('20/11/2026 08:00', BERLIN), /^is not a date and time/);
  assert.match(timeOf('2026-11-20 08:00'), /^has no time zone; say which one it is in \(\?zone=Europe\/Berlin\)/);
  assert.match(timeOf('20.11.2026 08:00', { dates: 'DD.MM.YYYY' }), /^has no time zone/);
  assert.match(
    timeOf('11/20/2026 08:00', { dates: 'DD.MM.YYYY', ...BERLIN }),
    /^is not a date as DD\.MM\.YYYY, as was said/,
  );
  for (const text of ['20.11.26 08:00', '20.11.2026', '08:00', 'yesterday', '46346.33'])
    assert.match(timeOf(text, { dates: 'DD.MM.YYYY', ...BERLIN }), /^is not a date and time/, text);
  for (const text of [
    '31.02.2026 08:00',
    '20.13.2026 08:00',
    '20.11.2026 24:00',
    '20.11.2026 13:00 PM',
    '20.11.2026 0:10 am',
  ])
    assert.match(timeOf(text, { dates: 'DD.MM.YYYY', ...BERLIN }), /^is a date or time that does not exist/, text);
});

test('a local time that was skipped or came twice is refused by its row', () => {
  assert.match(timeOf('2026-03-29 02:30', BERLIN), /^does not exist in Europe\/Berlin, as the clocks were put forward/);
  assert.match(timeOf('2026-10-25 02:30', BERLIN), /^was twice in Europe\/Berlin, as the clocks were put back/);
  assert.equal(timeOf('2026-10-25 02:30+02:00', BERLIN), '2026-10-25T00:30:00.000Z');
});

test('the limits of a time hold for local ones too', () => {
  assert.match(timeOf('2026-11-20 10:30', BERLIN), /^is more than 5 minutes ahead/);
  for (const text of ['1969-11-20 10:30', '0026-11-20 10:30'])
    assert.match(timeOf(text, BERLIN), /^is before 1970/, text);
});

test('a time in a column that is not used is refused until the column is mapped or dismissed', () => {
  const [header, line] = ['Name;Temperature;RFID;Ward;Remark', 'Ada;36.6C;R1;3B;20.11.2026 08:00'];
  const row = rowOf(line, { header, columns: {} });
  assert.deepEqual(row.kind === 'refused' && row.errors, [
    {
      column: 'Remark',
      value: '20.11.2026 08:00',
      reason:
        'looks like a time, but is not used; say that it is one (?columns=TakenAt:Remark), or say that the file has none (?columns=TakenAt:)',
    },
  ]);
  const untitled = rowOf(line, { header: 'Name;Temperature;RFID;Ward;', columns: {} });
  assert.equal(untitled.kind, 'refused');
  assert.match(untitled.errors[0]?.reason ?? '', /not used; write TakenAt above its column in the first line, or say/);
  assert.equal(rowOf(line, { header, columns: { takenAt: '' } }).kind, 'good');
  assert.equal(rowOf('Ada;36.6C;R1;3B;20.11.2026', { header, columns: {} }).kind, 'good');
  const mapped = rowOf(line, { header, columns: { takenAt: 'Remark' }, dates: 'DD.MM.YYYY', ...BERLIN });
  assert.equal(mapped.kind === 'good' && mapped.takenAtMs, Date.parse('2026-11-20T07:00:00Z'));
});

test('the apostrophes of our own files are taken away, and only there', () => {
  const readings = { header: 'Id;Name;Temparature;RFID;TakenAt;Status;Alarm', columns: {} };
  const nameIn = (row: ImportRow) => row.kind === 'good' && [row.name, row.rfid];
  assert.deepEqual(nameIn(rowOf(`a-1;"'=1+1";36.6C;'-R1;;normal;`, readings)), ['=1+1', '-R1']);
  assert.deepEqual(nameIn(rowOf(`a-1;" Ada ";36.6C;R1;;normal;`, readings)), [' Ada ', 'R1']);
  assert.deepEqual(nameIn(rowOf(`''=1;36.6C;R1;;2;x`, { header: `${HEADER};Line;Reason` })), ["'=1", 'R1']);
  assert.deepEqual(nameIn(rowOf(`'=1+1;36.6C;R1;`)), ["'=1+1", 'R1']);
});
