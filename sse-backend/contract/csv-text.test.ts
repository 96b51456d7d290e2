import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CsvText, whyNotText } from './csv-text.ts';

/** The text that was given, and what was wrong then. */
function decode(...pieces: Uint8Array[]): { text: string; error?: string } {
  const decoder = new CsvText();
  let text = '';
  try {
    for (const piece of pieces) text += decoder.push(piece);
    decoder.end();
    return { text };
  } catch (error) {
    return { text, error: (error as Error).message };
  }
}

const latin1 = (text: string) => Buffer.from(text, 'latin1');

test('text is decoded whole, its byte order mark included', () => {
  assert.deepEqual(decode(Buffer.from('\ufeffzoë 👩')), { text: '\ufeffzoë 👩' });
  assert.deepEqual(decode(), { text: '' });
});

test('a byte that is not UTF-8 is told with its place in the file, after all text before it', () => {
  const remedy = 'save it as "CSV UTF-8" and send that.';
  const error = `Byte 1,003 (0xE9) is not UTF-8; ${remedy}`;
  const start = Buffer.from('x'.repeat(1000));
  assert.deepEqual(decode(start, latin1('caf\xe9 au lait'), Buffer.from('more')), {
    text: `${String(start)}caf`,
    error,
  });
  assert.deepEqual(decode(start, latin1('caf'), latin1('\xe9')), { text: `${String(start)}caf`, error });
  assert.deepEqual(decode(latin1('\xe9')), { text: '', error: `Byte 0 (0xE9) is not UTF-8; ${remedy}` });
});

test('a decoder may begin in the middle of a file', () => {
  const decoder = new CsvText(5000);
  assert.throws(() => decoder.push(latin1('\xe9 ')), { name: 'TextError', message: /^Byte 5,000 / });
});

test('what is no text at all is told by what it is', () => {
  const utf16 = Buffer.from('\ufeffName,RFID', 'utf16le');
  assert.match(decode(utf16).error ?? '', /^The file is UTF-16, not UTF-8; save it as "CSV UTF-8"/);
  assert.match(decode(Buffer.from(utf16).swap16()).error ?? '', /^The file is UTF-16/);
  const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
  assert.match(decode(png).error ?? '', /^The file is no text: there are control characters in it/);
  assert.match(decode(Buffer.concat([png, Buffer.alloc(1000)])).error ?? '', /^The file is no text/);
  for (const text of ['N\0a\0m\0e\0', '\0N\0a\0m\0e']) assert.match(whyNotText(text) ?? '', /^the file is UTF-16/);
  assert.match(whyNotText(new TextDecoder().decode(utf16)) ?? '', /^the file is UTF-16/);
  assert.match(whyNotText('PK\x03\x04\x14') ?? '', /^the file is a workbook or another archive/);
});

test('a control character below the first line says nothing about the file, nor does one that ends it', () => {
  for (const text of ['Name,RFID\nAda,R1\nB\0b,R2\n', 'Name,RFID\n\u0001', 'Name,RFID\u001a'])
    assert.equal(whyNotText(text), undefined, JSON.stringify(text));
  assert.match(whyNotText('Na\0me,RFID\n') ?? '', /^the file is no text/);
});

test('however a file is cut, the same text is given and the same is wrong', () => {
  const part = fc.oneof(
    fc.constantFrom('a', 'ë', '\ufffd', '👩', '\ufeff').map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 2 }),
  );
  fc.assert(
    fc.property(fc.array(part), fc.array(fc.nat(), { maxLength: 8 }), (parts, cuts) => {
      const bytes = Buffer.concat([Buffer.from('Name,'), ...parts]);
      const borders = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
      const pieces = borders.slice(1).map((border, index) => bytes.subarray(borders[index], border));
      assert.deepEqual(decode(...pieces), decode(bytes));
      assert.deepEqual(decode(...Array.from(bytes, (byte) => Buffer.from([byte]))), decode(bytes));
    }),
  );
});
