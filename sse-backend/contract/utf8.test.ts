import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstInvalidByte } from './utf8.ts';

test('the first byte that is not UTF-8 is where its character begins', () => {
  assert.equal(firstInvalidByte(Buffer.from('caf\xe9 au lait', 'latin1')), 3);
  assert.equal(firstInvalidByte(Buffer.from([0x61, 0xe2, 0x82, 0x61])), 1);
  assert.equal(firstInvalidByte(Buffer.from([0x61, 0xc0, 0x80])), 1);
  assert.equal(firstInvalidByte(Buffer.from([0xed, 0xa0, 0x80])), 0);
  assert.equal(firstInvalidByte(Buffer.from([0xff, 0xfe])), 0);
});

test('U+FFFD and a byte order mark are valid, and so is a character that the end cuts off', () => {
  assert.equal(firstInvalidByte(Buffer.from('\ufeffzoë \ufffd👩\ufffd')), undefined);
  assert.equal(firstInvalidByte(Buffer.from('👩').subarray(0, 3)), undefined);
  assert.equal(firstInvalidByte(Buffer.from('\ufeff\ufffdé\xe9 ', 'latin1')), 0);
  assert.equal(firstInvalidByte(Buffer.concat([Buffer.from('\ufeff\ufffdé'), Buffer.from([0x80])])), 8);
});

test('what comes before it decodes, and with it nothing does', () => {
  const bytes = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 3 }),
      fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
    ),
  );
  const isText = (some: Uint8Array) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(some, { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(bytes, (parts) => {
      const all = Buffer.concat(parts);
      const invalid = firstInvalidByte(all);
      assert.equal(isText(all), invalid === undefined);
      if (invalid === undefined) return;
      assert.doesNotThrow(() => new TextDecoder('utf-8', { fatal: true }).decode(all.subarray(0, invalid)));
      assert.ok(!isText(all.subarray(0, invalid + 4)));
    }),
  );
});
