import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, duration, hysteresis, oneOf, origin, wholeNumber } from './flag-values.ts';
import { StartError } from '../start-error.ts';

test('a whole number lies within its bounds', () => {
  assert.deepEqual([wholeNumber('--port', '0', 0, 10), wholeNumber('--port', '10', 0, 10)], [0, 10]);
  for (const text of ['11', '-1', '1.5', '1e1', '0x1', ' 1', '', 'ten', '9999999999999999']) {
    assert.throws(() => wholeNumber('--port', text, 0, 10), {
      name: 'StartError',
      message: `Invalid value ${JSON.stringify(text)} for --port: expected a whole number from 0 to 10.`,
    });
  }
});

test('a time has one of five units', () => {
  for (const [text, expected] of [
    ['0s', 0],
    ['1ms', 1],
    ['1.5s', 1500],
    ['3m', 180_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
    ['36500d', 3_153_600_000_000],
  ] as const) {
    assert.equal(duration('--retain', text), expected, text);
  }
  for (const text of ['5', 's', '', '-1s', '1 s', '1S', '1w', '1h30m', '.5s', '1e3s', '36501d', 'Infinityd']) {
    assert.throws(() => duration('--retain', text), {
      name: 'StartError',
      message: `Invalid value ${JSON.stringify(text)} for --retain: expected a time from 0s to 36500d, such as 500ms, 60s, 3m, 12h or 30d.`,
    });
  }
});

test('a size is bytes or has a binary unit', () => {
  for (const [text, expected] of [
    ['1', 1],
    ['65536', 65_536],
    ['512KiB', 524_288],
    ['1 MiB', 1_048_576],
    ['2GiB', 2_147_483_648],
  ] as const) {
    assert.equal(bytes('--max-body', text), expected, text);
  }
  for (const text of ['0', '-1', '1KB', '1.5MiB', '', 'MiB', '1TiB', '1025GiB']) {
    assert.throws(() => bytes('--max-body', text), {
      name: 'StartError',
      message: `Invalid value ${JSON.stringify(text)} for --max-body: expected a number of bytes from 1 to 1024GiB, such as 65536, 512KiB or 1MiB.`,
    });
  }
});

test('a threshold has its OFF on the other side of its ON, or at it, in either unit', () => {
  assert.deepEqual(hysteresis('--fever', '38.0C:37.8C', 'above'), { on: 38, off: 37.8 });
  assert.deepEqual(hysteresis('--fever', '100.4F:37.8C', 'above'), { on: 38, off: 37.8 });
  assert.deepEqual(hysteresis('--hypothermia', '35C:35C', 'below'), { on: 35, off: 35 });
  const refused = (text: string, side: 'above' | 'below', message: string) =>
    assert.throws(() => hysteresis('--fever', text, side), { name: 'StartError', message });
  refused('37.8C:38C', 'above', 'Invalid value "37.8C:38C" for --fever: expected an OFF not above its ON.');
  refused('35.2C:35C', 'below', 'Invalid value "35.2C:35C" for --fever: expected an OFF not below its ON.');
  for (const text of ['38C', '38:37', '38C:37C:36C', '', ':', '38K:37K']) {
    refused(
      text,
      'above',
      `Invalid value ${JSON.stringify(text)} for --fever: expected two temperatures ON:OFF such as 38.0C:37.8C.`,
    );
  }
});

test('an origin is scheme, host and port', () => {
  for (const [text, expected] of [
    ['https://ward.example.org', 'https://ward.example.org'],
    ['http://localhost:4200/', 'http://localhost:4200'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
  ] as const) {
    assert.equal(origin('--allow-origin', text), expected);
  }
  for (const text of ['*', 'https://*.example.org', 'https://*']) {
    assert.throws(() => origin('--allow-origin', text), {
      name: 'StartError',
      message: /one origin without wildcards/,
    });
  }
  for (const text of [
    'null',
    '',
    'ward.example.org',
    'ftp://ward',
    'https://ward.example.org/x',
    'https://a@b',
    'https://Ward.example.org',
    'http://ward:80',
  ]) {
    assert.throws(() => origin('--allow-origin', text), {
      name: 'StartError',
      message: `Invalid value ${JSON.stringify(text)} for --allow-origin: expected an origin such as https://ward.example.org.`,
    });
  }
});

test('a word is one of those that there are', () => {
  assert.equal(oneOf('--log-level', 'warn', ['info', 'warn']), 'warn');
  assert.throws(() => oneOf('--log-level', 'loud', ['info', 'warn']), {
    message: 'Invalid value "loud" for --log-level: expected one of info, warn.',
  });
});

test('whatever is written there, a value is within bounds or refused in one line', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...Array.from('0123456789.:-CFKMGiBmshd ')) }),
  );
  fc.assert(
    fc.property(text, (given) => {
      for (const parse of [
        () => wholeNumber('--x', given, 0, 100) <= 100,
        () => duration('--x', given) >= 0,
        () => bytes('--x', given) >= 1,
        () => Number.isFinite(hysteresis('--x', given, 'above').on),
        () => /^https?:\/\/[^/]+$/.test(origin('--x', given)),
      ]) {
        try {
          assert.equal(parse(), true);
        } catch (error) {
          assert.ok(error instanceof StartError);
          assert.doesNotMatch(error.message, /[\n\r]/);
        }
      }
    }),
    { numRuns: 1000, verbose: true },
  );
});
