import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ColumnNames } from './csv-columns.ts';
import { readHead } from './csv-head.ts';

function reasonFor(text: string, given: ColumnNames = {}): string {
  try {
    readHead(text, given, true);
    return '';
  } catch (error) {
    assert.equal((error as Error).name, 'CsvError');
    return (error as Error).message;
  }
}

test('a header names the columns in any order and case, with white space around or between quotes', () => {
  const head = readHead('\ufeff\n"rfid", TEMPARATURE ,Note,name\nR1,36.6C,,Ada\n', {}, false);
  assert.deepEqual(head, {
    delimiter: ',',
    header: {
      cells: ['rfid', ' TEMPARATURE ', 'Note', 'name'],
      line: 2,
      text: '"rfid", TEMPARATURE ,Note,name',
      end: 33,
    },
    cells: ['rfid', 'TEMPARATURE', 'Note', 'name'],
    indexOf: { name: 3, temperature: 1, rfid: 0, takenAt: undefined },
    ignored: ['Note'],
  });
});

test('the delimiter is the one with which the columns are known', () => {
  assert.equal(readHead('Name;Temperature;RFID;TakenAt;a,b,c,d,e\n', {}, false)?.delimiter, ';');
  assert.equal(readHead('Name\tTemperature\tRFID\n', {}, false)?.delimiter, '\t');
  assert.equal(readHead('"Name, first";Temperature;RFID\n', { name: 'Name, first' }, false)?.delimiter, ';');
});

test('what the file calls its columns may be said, and wins', () => {
  const given = { name: 'person', takenAt: 'When', rfid: 'Tag' };
  const head = readHead('Person,Name,Tag,RFID,Temperature,When\n', given, false);
  assert.deepEqual(head?.indexOf, { name: 0, temperature: 4, rfid: 2, takenAt: 5 });
  assert.deepEqual(head.ignored, ['Name', 'RFID']);
});

test('a header that is not complete yet is waited for', () => {
  const text = 'Name,Temperature,RFID,"a\nb"\n';
  for (let length = 0; length < text.length; length += 1)
    assert.equal(readHead(text.slice(0, length), {}, false), undefined);
  assert.equal(readHead(text, {}, false)?.cells[3], 'a\nb');
  assert.equal(readHead('Name,Temperature,RFID', {}, true)?.header.end, 21);
});

test('a header that lacks a column is told with what it has, and how to map it', () => {
  assert.equal(
    reasonFor('Name,Temp,Tag\n', { name: 'Name', rfid: 'Tag' }),
    'Line 1: the header has no column "Temperature", it has "Name", "Temp", "Tag"; write what is missing into the first line, or say which columns are meant (?columns=Name:Name,RFID:Tag,Temperature:…).',
  );
  assert.equal(
    reasonFor('Mass Roy;102.5F;R546546\n'),
    'Line 1: the header has no column "Name", "Temperature", "RFID", it has "Mass Roy", "102.5F", "R546546"; write what is missing into the first line, or say which columns are meant (?columns=Name:…,Temperature:…,RFID:…).',
  );
  assert.match(reasonFor('Name,Temperature,RFID\n', { takenAt: 'When' }), /has no column "When"/);
  assert.match(
    reasonFor(`${'x'.repeat(99)},y${',z'.repeat(99)}\n`),
    /it has "x{30}…", "y", ("z", ){9}"z" and 89 more;/,
  );
});

test('a column that is there twice is told', () => {
  assert.match(
    reasonFor('Name,Temperature,Temparature,RFID\n'),
    /^Line 1: the header has more than one column for Temperature: "Temperature", "Temparature"; leave all but one out/,
  );
  assert.match(reasonFor('Name,Temperature,RFID,rfid\n'), /more than one column for RFID: "RFID", "rfid"/);
});

test('a file without a header has no head', () => {
  for (const text of ['', '\ufeff', '\n \r\n\n'])
    assert.match(reasonFor(text), /^Line 1: the file is empty; write a header/);
  assert.match(reasonFor('N\0a\0m\0e\0'), /^Line 1: the file is UTF-16/);
  assert.match(reasonFor('GIF87a\u0001\u0000\n'), /^Line 1: the file is no text/);
  assert.match(reasonFor('x'.repeat(70_000)), /^Line 1: a cell is longer than 65,536 characters/);
  assert.match(reasonFor('x,;\t'.repeat(70_000)), /^Line 1: a row is longer than 262,144 characters/);
  assert.match(reasonFor('"Name,Temperature\n'), /^Line 1: a quote is opened here and never closed/);
});
