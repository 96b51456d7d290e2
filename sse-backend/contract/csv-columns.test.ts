import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CSV_FIELDS, formatColumns, parseColumns } from './csv-columns.ts';

test('a mapping names our columns in any case, and the file’s as the file has them', () => {
  assert.deepEqual(parseColumns('Name:Person,rfid:Tag'), { name: 'Person', rfid: 'Tag' });
  assert.deepEqual(parseColumns('Temparature:Temp (C)'), { temperature: 'Temp (C)' });
  assert.deepEqual(parseColumns('temperature:T,TakenAt:When'), { temperature: 'T', takenAt: 'When' });
  assert.deepEqual(parseColumns('Name:Last%2C first%3A 100%25'), { name: 'Last, first: 100%' });
  assert.deepEqual(parseColumns(''), {});
});

test('a mapping of TakenAt to nothing says that the file has no times', () => {
  assert.deepEqual(parseColumns('TakenAt:'), { takenAt: '' });
  assert.deepEqual(parseColumns('Name:Person,takenat:,RFID:Tag'), { name: 'Person', takenAt: '', rfid: 'Tag' });
  assert.equal(formatColumns({ name: 'Person', takenAt: '' }), 'Name:Person,TakenAt:');
  for (const text of ['TakenAt', 'TakenAt: ', 'TakenAt::', 'TakenAt:,TakenAt:When'])
    assert.equal(parseColumns(text), undefined, text);
});

test('a mapping that is malformed is none', () => {
  const malformed = [
    'Name',
    'Name:',
    'Name: ',
    ':Person',
    'Person:Name',
    'Name:a:b',
    'Name:a,',
    'Name:a,Name:b',
    'Temperature:a,Temparature:b',
    'Name:100%',
    'Name:a%20b',
  ];
  for (const text of malformed) assert.equal(parseColumns(text), undefined, text);
});

test('what is written is read back the same', () => {
  assert.equal(formatColumns({ rfid: 'Tag', name: 'Last, first' }), 'Name:Last%2C first,RFID:Tag');
  const title = fc.string({ unit: 'binary' }).filter((text) => text.trim() !== '');
  const columns = fc.record(Object.fromEntries(CSV_FIELDS.map((field) => [field, title])), { requiredKeys: [] });
  fc.assert(fc.property(columns, (given) => assert.deepEqual(parseColumns(formatColumns(given)), { ...given })));
});
