import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CsvField } from './csv-columns.ts';
import { isOtherTitleOf, isTimeCell, isTimeTitle, unitOfTitle } from './csv-titles.ts';

const FIELDS: readonly CsvField[] = ['name', 'temperature', 'rfid', 'takenAt'];

test('titles in other words mean the field that they mean, and no other', () => {
  const titles: Readonly<Record<CsvField, readonly string[]>> = {
    name: ['Patient', 'patient name', 'PERSON', 'Full Name'],
    temperature: [
      'Temp',
      'Temp °C',
      'temp_c',
      'Temperature (°F)',
      'Body Temperature [ºC]',
      'Temperature in ℃',
      'Temp.',
    ],
    rfid: ['Tag', 'Tag ID', 'tag_id', 'RFID-Tag', 'RFID Number'],
    takenAt: ['Timestamp', 'Taken At', 'taken_at', 'TAKEN-AT', 'Date/Time', 'Measured at', 'Reading time'],
  };
  for (const field of FIELDS)
    for (const title of titles[field])
      assert.deepEqual(
        FIELDS.filter((other) => isOtherTitleOf(other, title)),
        [field],
        title,
      );
});

test('titles that could mean anything are not recognised', () => {
  for (const title of ['', 'Id', 'ID', 'Value', 'Time', 'Date', 'Status', 'Tags', 'Template', 'Ward', 'Line', 'Alarm'])
    assert.ok(!FIELDS.some((field) => isOtherTitleOf(field, title)), title);
});

test('the unit of a temperature is read from its title', () => {
  for (const title of ['Temp °C', 'Temperature (C)', 'temp_c', 'Temp ℃', 'in Celsius'])
    assert.equal(unitOfTitle(title), 'C');
  for (const title of ['Temp °F', 'Temperature [ºF]', 'Fahrenheit']) assert.equal(unitOfTitle(title), 'F');
  for (const title of ['Temperature', 'Temp', 'Self', 'Temp (K)']) assert.equal(unitOfTitle(title), undefined);
});

test('a column looks like a time by its title, but not one of birthdays', () => {
  for (const title of [
    'Time',
    'Date',
    'Zeit',
    'Messzeit',
    'When',
    'created_at',
    'Time stamp',
    'Uhrzeit',
    'date & time',
  ])
    assert.ok(isTimeTitle(title), title);
  for (const title of ['Date of birth', 'DOB', 'Geburtsdatum', 'Update', 'Candidate', 'Note', 'Ward', 'Reason', ''])
    assert.ok(!isTimeTitle(title), title);
});

test('a cell looks like a time by its content, a date alone does not', () => {
  for (const cell of [
    '2026-11-20T09:15:02Z',
    '20.11.2026 08:00',
    '11/20/2026, 8:00 AM',
    ' 20. 11. 2026 8:00',
    '08:00',
    '8:00 pm',
    '20-Nov-2026 09:15',
    '20. November 2026 09:15',
    'Nov 20, 2026 9:15 AM',
    '20261120T091502Z',
  ])
    assert.ok(isTimeCell(cell), cell);
  for (const cell of [
    '',
    '20.11.2026',
    '20-Nov-2026',
    '1.2.3',
    '36.6',
    '12:00 noon',
    'at 08:00',
    '192.168.0.1:8080',
    'Room 12, 2026',
  ])
    assert.ok(!isTimeCell(cell), cell);
});
