import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatInstant } from '../contract/instant.ts';
import { FIELD } from '../contract/wire.ts';
import { parseReading } from './parse-reading.ts';

const NOW = Date.parse('2026-11-20T09:15:10.000Z');
const GOOD = { Name: 'Mass Roy', [FIELD.temperature]: '102.5F', RFID: 'R546546', TakenAt: '2026-11-20T09:15:02.114Z' };
const CHECKED = {
  type: 'message',
  name: 'Mass Roy',
  temperature: '102.5F',
  rfid: 'R546546',
  takenAtMs: Date.parse('2026-11-20T09:15:02.114Z'),
};

function readingOf(value: unknown): unknown {
  const parsed = parseReading(value, NOW);
  return parsed.kind === 'good' ? parsed.reading : parsed;
}

/** The errors as `field: reason`, or `good`. */
function faultsOf(value: unknown): readonly string[] | 'good' {
  const parsed = parseReading(value, NOW);
  return parsed.kind === 'good' ? 'good' : parsed.errors.map(({ field, reason }) => `${field}: ${reason}`);
}

test('a whole reading is taken as it is', () => {
  assert.deepEqual(readingOf(GOOD), CHECKED);
});

test('the other spelling of the temperature field is taken too, but not beside the published one', () => {
  const { [FIELD.temperature]: _, ...others } = GOOD;
  assert.deepEqual(readingOf({ ...others, Temperature: '102.5F' }), CHECKED);
  assert.deepEqual(faultsOf({ ...GOOD, Temperature: '102.5F' }), [
    `Temperature: is given beside ${FIELD.temperature}; leave one of the two out`,
  ]);
});

test('the time may be left out, and is normalised to milliseconds whatever its offset', () => {
  const takenAt = (TakenAt: string) => readingOf({ ...GOOD, TakenAt });
  assert.deepEqual(takenAt('2026-11-20T10:15:02.1149999+01:00'), CHECKED);
  assert.deepEqual(takenAt('2026-11-20t09:15:02.114z'), CHECKED);
  const { TakenAt: _, ...others } = GOOD;
  assert.deepEqual(readingOf(others), { ...CHECKED, takenAtMs: undefined });
});

test('what the server adds when a reading is read back is ignored when it is sent again', () => {
  assert.deepEqual(readingOf({ ...GOOD, Id: 'k3f9-1042', Status: 'fever', Alarm: 17 }), CHECKED);
});

test('every wrong field is named, with what was seen and what would do', () => {
  const parsed = parseReading({ Name: ' ', [FIELD.temperature]: 36.6, TakenAt: 'noon', name: 'Mass Roy' }, NOW);
  assert.deepEqual(parsed, {
    kind: 'refused',
    errors: [
      { field: 'Name', value: ' ', reason: 'is empty; write 1 to 200 characters' },
      { field: FIELD.temperature, value: 36.6, reason: 'is not a number with C or F; write e.g. "36.6C"' },
      { field: 'RFID', value: null, reason: 'is missing; write the tag, e.g. "R546546"' },
      {
        field: 'TakenAt',
        value: 'noon',
        reason: 'is not an RFC 3339 date and time; write e.g. "2026-11-20T09:15:02.114Z" or leave it out',
      },
      {
        field: 'name',
        value: 'Mass Roy',
        reason:
          'is not a field of a reading; leave it out, or use one of ' +
          `Name, ${FIELD.temperature}, Temperature, RFID, TakenAt`,
      },
    ],
  });
});

test('a name has 1 to 200 code points, at least one visible, none hidden or a control character', () => {
  const name = (Name: unknown) => faultsOf({ ...GOOD, Name });
  for (const good of [
    'a',
    ' Mass  Roy ',
    '𝒳'.repeat(200),
    '=1+1',
    '<b>',
    '"',
    'a\u00a0b',
    'زهرا',
    '👩‍⚕️',
    'می\u200cخواهم',
  ]) {
    assert.equal(name(good), 'good', JSON.stringify(good));
  }
  for (const bad of [
    '',
    ' \u3000',
    '𝒳'.repeat(201),
    'a'.repeat(1e6),
    'a\nb',
    'a\rb',
    'a\0',
    '\u007f',
    'a\u0085',
    '\u200b',
    '\u200b\u200d',
    'Mass\u200b Roy',
    '\u202eyoR ssaM',
    'Mass Roy\u{e0041}',
    'a\u2028b',
    '\u0301',
    '\u2800',
    '\ud800',
    7,
  ]) {
    assert.match(name(bad)[0] ?? '', /^Name: .+; .+/, JSON.stringify(bad).slice(0, 50));
  }
});

test('a name is kept in NFC, in which its code points are counted', () => {
  const name = (Name: string) => (readingOf({ ...GOOD, Name }) as { name: string }).name;
  assert.equal(name('Zoe\u0308'), 'Zo\u00eb');
  assert.equal(name('e\u0308'.repeat(200)), '\u00eb'.repeat(200));
  assert.match(faultsOf({ ...GOOD, Name: '\u0958'.repeat(101) })[0] ?? '', /^Name: is longer than 200 characters/);
});

test('a name in European letters, which takes fewer checks, is taken or refused as it is beside any other letter', () => {
  const kept = (Name: string) => (readingOf({ ...GOOD, Name }) as { name?: string } | undefined)?.name;
  for (let code = 0; code <= 0x3ff; code += 1) {
    const character = String.fromCharCode(code);
    for (const name of [`${character}a`, `a${character}`]) {
      const besides = kept(`${name} \u0436`);
      assert.equal(kept(name), besides?.slice(0, -2), JSON.stringify(name));
    }
  }
});

test('an error shows what is hidden in the value that it refuses', () => {
  const parsed = parseReading({ ...GOOD, RFID: 'R1\u202e', 'Na\u200bme': 1 }, NOW);
  const errors = parsed.kind === 'refused' ? parsed.errors : [];
  assert.deepEqual(
    errors.map(({ field, value }) => [field, value]),
    [
      ['RFID', 'R1⟨U+202E⟩'],
      ['Na⟨U+200B⟩me', 1],
    ],
  );
});

test('a temperature lies within 25.0 and 45.0 °C, in the unit it was measured in', () => {
  const temperature = (text: unknown) => faultsOf({ ...GOOD, [FIELD.temperature]: text });
  for (const good of ['25C', '25.0C', '45.00C', '77F', '113F', '36.60C']) assert.equal(temperature(good), 'good', good);
  for (const bad of [
    '24.9C',
    '45.01C',
    '76.9F',
    '113.1F',
    '37',
    '36,6C',
    '36.6 C',
    '36.6c',
    '1e2F',
    '+36C',
    '-36C',
    null,
  ]) {
    assert.match(temperature(bad)[0] ?? '', /^Temp.+: is .+; .+/, String(bad));
  }
  assert.deepEqual(temperature('102.5C'), [
    `${FIELD.temperature}: is 102.5 °C, outside of 25.0 to 45.0 °C; check the sensor and the unit`,
  ]);
});

test('a tag is 1 to 64 safe characters', () => {
  const rfid = (RFID: unknown) => faultsOf({ ...GOOD, RFID });
  for (const good of ['R546546', 'a', 'A-z_0.9:', 'x'.repeat(64)]) assert.equal(rfid(good), 'good', good);
  for (const bad of ['', 'x'.repeat(65), 'R 1', 'R1\n', 'ä', 'R/1', 546546]) {
    assert.deepEqual(
      rfid(bad),
      ['RFID: is not 1 to 64 of A-Z a-z 0-9 . _ : -; write e.g. "R546546"'].map((text) =>
        typeof bad === 'string' ? text : 'RFID: is not text; write e.g. "R546546"',
      ),
    );
  }
});

test('a time is at most 5 minutes ahead and not before 1970', () => {
  const takenAt = (TakenAt: unknown) => faultsOf({ ...GOOD, TakenAt });
  for (const good of ['1970-01-01T00:00:00Z', formatInstant(NOW + 300_000)]) assert.equal(takenAt(good), 'good', good);
  for (const bad of [
    '1969-12-31T23:59:59.999Z',
    formatInstant(NOW + 300_001),
    '2026-11-20T09:15:02',
    '2026-11-20',
    '2026-02-30T00:00:00Z',
    '2026-11-19T24:00:00Z',
    NOW,
    null,
  ]) {
    assert.match(takenAt(bad)[0] ?? '', /^TakenAt: is .+; .+/, String(bad));
  }
  assert.deepEqual(takenAt('2026-11-20T09:20:10.001Z'), [
    "TakenAt: is more than 5 minutes ahead of 2026-11-20T09:15:10.000Z, the time here; set the sensor's clock",
  ]);
});

test('what an object inherits is no field, and __proto__ is a field like any other', () => {
  const hostile = JSON.parse('{"__proto__":{"Name":"x"},"constructor":1,"toString":2}') as unknown;
  const parsed = parseReading(hostile, NOW);
  const fields = parsed.kind === 'refused' ? parsed.errors.map(({ field }) => field) : [];
  assert.deepEqual(fields, ['Name', FIELD.temperature, 'RFID', '__proto__', 'constructor', 'toString']);
});

test('what is not an object is refused as a whole', () => {
  for (const [value, seen] of [
    [17, 17],
    ['text', 'text'],
    [null, null],
    [true, true],
    [[GOOD], '[…]'],
  ] as const) {
    assert.deepEqual(parseReading(value, NOW), {
      kind: 'refused',
      errors: [{ field: '', value: seen, reason: 'is not a JSON object; send a reading as {"Name":…}' }],
    });
  }
});

test('long values and field names come back shortened to 100 characters', () => {
  const parsed = parseReading({ ...GOOD, Name: 'x'.repeat(5000), ['y'.repeat(5000)]: { deep: [] } }, NOW);
  const [name, other] = parsed.kind === 'refused' ? parsed.errors : [];
  assert.equal(name?.value, `${'x'.repeat(99)}…`);
  assert.deepEqual([other?.field, other?.value], [`${'y'.repeat(99)}…`, '{…}']);
});

test('any JSON value is either taken unaltered or refused with reasons', () => {
  const field = fc.constantFrom('Name', FIELD.temperature, 'Temperature', 'RFID', 'TakenAt', 'Id', '__proto__', 'X');
  const near = fc.dictionary(field, fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constant('36.6C')));
  fc.assert(
    fc.property(fc.oneof(near, fc.jsonValue()), (value) => {
      const parsed = parseReading(value, NOW);
      if (parsed.kind === 'refused') return parsed.errors.length > 0;
      const sent = value as Record<string, unknown>;
      return parsed.reading.name === sent['Name'] && parsed.reading.rfid === sent['RFID'];
    }),
  );
});
