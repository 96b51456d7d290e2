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
    origin: 'foreign',
    isTimeless: false,
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
    reasonFor('Name,Value,Tag\n', { name: 'Name', rfid: 'Tag' }),
    'Line 1: the header has no column "Temperature", it has "Name", "Value", "Tag"; write what is missing into the first line, or say which columns are meant (?columns=Name:Name,RFID:Tag,Temperature:…).',
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

test('a first line that names the delimiter is no header, however it is written', () => {
  for (const [line, delimiter] of [
    ['sep=;', ';'],
    ['SEP=;', ';'],
    ['"sep=;"', ';'],
    ['Sep=;;;;', ';'],
    ['sep=\t', '\t'],
    ['sep=\\t', '\t'],
    ['"sep=\t"', '\t'],
    ['sep=,', ','],
    ['sep=|', '|'],
    ['sep=', ';'],
  ] as const)
    for (const mark of ['', '\ufeff'])
      for (const lineEnd of ['\n', '\r\n', '\r']) {
        const header = ['Name', 'Temperature', 'RFID', 'a,b;c'].join(delimiter);
        const text = mark + line + lineEnd + header + lineEnd;
        const head = readHead(text, {}, true);
        assert.deepEqual([head?.delimiter, head?.header.line, head?.indexOf.rfid], [delimiter, 2, 2], line);
        assert.equal(text.slice(0, head?.header.end), text);
        for (let length = 0; length < text.length; length += 1)
          assert.equal(readHead(text.slice(0, length), {}, false), undefined, JSON.stringify(text.slice(0, length)));
      }
  assert.match(
    reasonFor('sep=x\nName,Temperature,RFID\n'),
    /^Line 1: "sep=x" names no delimiter that can be read; use/,
  );
  assert.match(reasonFor('sep=;\nName,Temperature,RFID\n'), /^Line 2: the header has no column "Name"/);
  assert.match(reasonFor('sep=;\n'), /^Line 1: the file is empty/);
});

test('rows of delimiters before the header are none', () => {
  assert.equal(readHead(';;;\r\n;;;\r\nName;Temperature;RFID\r\n', {}, false)?.header.line, 3);
  assert.match(reasonFor(';;;\n;;;\n'), /^Line 1: the file is empty/);
});

test('titles in other words are known where ours are not there, and none that was given is taken', () => {
  const head = readHead('Patient;Temp °C;Tag ID;taken_at;Person\n', { name: 'Person' }, false);
  assert.deepEqual(head?.indexOf, { name: 4, temperature: 1, rfid: 2, takenAt: 3 });
  assert.deepEqual(readHead('Patient;Name;Temperature;RFID;Tag\n', {}, false)?.ignored, ['Patient', 'Tag']);
  assert.match(
    reasonFor('Patient;Person;Temperature;RFID\n'),
    /more than one column for Name: "Patient", "Person"; .*\(\?columns=Name:…\)/,
  );
  assert.match(reasonFor('Name;Patient;Temperature;RFID\n', { rfid: 'Patient', name: 'Who' }), /has no column "Who"/);
});

test('a column that looks like a time and is not used is asked about', () => {
  const header = 'Name;Temperature;RFID;Date;Time of day\n';
  assert.equal(
    reasonFor(header),
    'Line 1: "Date", "Time of day" look like times, but would not be used; say which column has date and time (?columns=TakenAt:Date), or that none has (?columns=TakenAt:).',
  );
  assert.equal(readHead(header, { takenAt: 'date' }, false)?.indexOf.takenAt, 3);
  const dismissed = readHead(header, { takenAt: '' }, false);
  assert.deepEqual([dismissed?.indexOf.takenAt, dismissed?.isTimeless], [undefined, true]);
  assert.equal(readHead('Name;Temperature;RFID;TakenAt;Date\n', {}, false)?.indexOf.takenAt, 3);
  assert.equal(readHead('Name;Temperature;RFID;TakenAt\n', { takenAt: '' }, false)?.indexOf.takenAt, undefined);
  assert.equal(readHead('Name;Temperature;RFID;Date of birth\n', {}, false)?.indexOf.takenAt, undefined);
});

test('our own files are known by their titles', () => {
  const readings = 'Id,Name,Temparature,RFID,TakenAt,Status,Alarm';
  assert.equal(readHead(`\ufeff${readings}\r\n`, {}, false)?.origin, 'readings');
  assert.equal(readHead(`${readings},Line,Reason\r\n`, {}, false)?.origin, 'readings');
  assert.equal(readHead('Name;Temperature;RFID;Line;Reason\r\n', {}, false)?.origin, 'errors');
  assert.equal(readHead('Line,Name,Temperature,RFID\r\n', {}, false)?.origin, 'foreign');
  assert.equal(readHead("'=Name,Temperature,RFID,Line,Reason\r\n", { name: '=Name' }, false)?.indexOf.name, 0);
});
