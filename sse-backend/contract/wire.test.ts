import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reading } from './reading.ts';
import {
  decodeReading,
  decodeStoredReading,
  encodeReading,
  withId,
  type WireReading,
  type WireStoredReading,
} from './wire.ts';

const FEVER: Reading = {
  name: 'Mass Roy',
  temperature: '102.5F',
  rfid: 'R546546',
  takenAt: '2026-11-20T09:15:02.114Z',
  status: 'fever',
  alarm: 'k3f9-1042',
};

const FEVER_TEXT =
  '{"Name":"Mass Roy","Temparature":"102.5F","RFID":"R546546","TakenAt":"2026-11-20T09:15:02.114Z","Status":"fever","Alarm":"k3f9-1042"}';

test('a reading is sent with the published field names, in the published order', () => {
  assert.equal(encodeReading(FEVER), FEVER_TEXT);
});

test('a reading without an open alarm has no Alarm', () => {
  const { alarm: _alarm, ...normal } = FEVER;
  assert.ok(!encodeReading(normal).includes('Alarm'));
  assert.deepEqual(decodeReading(JSON.parse(encodeReading(normal)) as WireReading), normal);
});

test('a reading comes back from its text, with its id where it has one', () => {
  assert.deepEqual(decodeReading(JSON.parse(FEVER_TEXT) as WireReading), FEVER);
  const text = withId('k3f9-7', FEVER_TEXT);
  assert.deepEqual(decodeStoredReading(JSON.parse(text) as WireStoredReading), { id: 'k3f9-7', ...FEVER });
});
