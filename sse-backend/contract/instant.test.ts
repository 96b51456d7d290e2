import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatInstant, parseInstant } from './instant.ts';

const NINE = Date.UTC(2026, 10, 20, 9, 15, 2);

test('RFC 3339 dates and times are understood in any offset and precision', () => {
  assert.equal(parseInstant('2026-11-20T09:15:02Z'), NINE);
  assert.equal(parseInstant('2026-11-20t09:15:02z'), NINE);
  assert.equal(parseInstant('2026-11-20T10:15:02+01:00'), NINE);
  assert.equal(parseInstant('2026-11-20T03:45:02.1-05:30'), NINE + 100);
  assert.equal(parseInstant('2026-11-20T09:15:02.114999999Z'), NINE + 114);
});

test('what is not RFC 3339, or does not exist, is not a moment', () => {
  const texts = [
    '',
    '2026-11-20',
    '2026-11-20T09:15:02',
    '2026-11-20 09:15:02Z',
    '2026-11-20T09:15Z',
    '20261120T091502Z',
  ];
  const impossible = [
    '2026-02-30T09:15:02Z',
    '2026-13-01T09:15:02Z',
    '2026-11-20T25:15:02Z',
    '2026-11-20T09:61:02Z',
    '2026-11-20T09:15:02+25:00',
    '0000-01-01T00:00:00+00:01',
    '9999-12-31T23:59:59-00:01',
    'x'.repeat(9999),
  ];
  for (const text of [...texts, ...impossible]) assert.equal(parseInstant(text), undefined, text);
});

test('every millisecond comes back from its text', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('0000-01-01T00:00:00Z'), max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }),
      (milliseconds) => {
        assert.equal(parseInstant(formatInstant(milliseconds)), milliseconds);
      },
    ),
  );
});
