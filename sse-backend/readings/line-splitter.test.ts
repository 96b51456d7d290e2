import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isBlank, LineSplitter, LONGEST_LINE } from './line-splitter.ts';

type Seen = [number: number, text: string | undefined];

function split(...chunks: Buffer[]): Seen[] {
  const splitter = new LineSplitter();
  const lines = chunks.flatMap((chunk) => [...splitter.push(chunk)]);
  return [...lines, splitter.end()].filter((line) => !isBlank(line)).map(toSeen);
}

function toSeen({ number, bytes }: { number: number; bytes: Buffer | undefined }): Seen {
  return [number, bytes?.toString()];
}

test('lines end with LF or CRLF, and the last one needs neither', () => {
  assert.deepEqual(split(Buffer.from('one\ntwo\r\nthree')), [
    [1, 'one'],
    [2, 'two'],
    [3, 'three'],
  ]);
  assert.deepEqual(split(Buffer.from('one\n')), [[1, 'one']]);
  assert.deepEqual(split(), []);
});

test('blank lines are counted', () => {
  assert.deepEqual(split(Buffer.from('\n \t\r\none\n\r\n\ntwo\n  ')), [
    [3, 'one'],
    [6, 'two'],
  ]);
});

test('a byte order mark at the beginning is skipped, and only there', () => {
  assert.deepEqual(split(Buffer.from('\ufeffone\n\ufefftwo')), [
    [1, 'one'],
    [2, '\ufefftwo'],
  ]);
  assert.deepEqual(split(Buffer.from('\ufeff\r\none')), [[2, 'one']]);
});

test('a character may be cut by a chunk border', () => {
  const bytes = Buffer.from('zoë 👩');
  assert.deepEqual(split(bytes.subarray(0, 3), bytes.subarray(3, 6), bytes.subarray(6)), [[1, 'zoë 👩']]);
});

test('a line beyond the limit is given without bytes, and the next one is whole again', () => {
  const longest = 'x'.repeat(LONGEST_LINE);
  assert.deepEqual(split(Buffer.from(`${longest}\n${longest}x\nnext\n`)), [
    [1, longest],
    [2, undefined],
    [3, 'next'],
  ]);
  assert.deepEqual(split(Buffer.from(longest), Buffer.from('x')), [[1, undefined]]);
});

test('a line without end is not gathered in memory', () => {
  const splitter = new LineSplitter();
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const before = process.memoryUsage().arrayBuffers;
  for (let count = 0; count < 100; count += 1) assert.deepEqual([...splitter.push(chunk)], []);
  const held = process.memoryUsage().arrayBuffers - before;
  assert.ok(held < 4 * 1024 * 1024, `${held} bytes are held`);
  assert.deepEqual([...splitter.push(Buffer.from('\nnext\n'))].map(toSeen), [
    [1, undefined],
    [2, 'next'],
  ]);
});

test('any chunking gives the same lines', () => {
  const part = fc.oneof(
    fc.constantFrom('\n', '\r\n', '\r', ' ', '\ufeff', 'ë', '👩', '{}'),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1).map((length) => 'x'.repeat(length)),
  );
  const text = fc.array(part, { maxLength: 12 }).map((parts) => Buffer.from(parts.join('')));
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 20 }), (bytes, cuts) => {
      const borders = [...cuts.map((cut) => cut % (bytes.length + 1)), 0, bytes.length].toSorted((a, b) => a - b);
      const chunks = borders.slice(1).map((border, index) => bytes.subarray(borders[index], border));
      assert.deepEqual(split(...chunks), split(bytes));
    }),
  );
});

test('the lines are those that splitting the whole text gives', () => {
  const text = fc.array(fc.oneof(fc.constantFrom('\n', '\r\n', ' '), fc.string()), { maxLength: 20 });
  fc.assert(
    fc.property(text, (parts) => {
      const whole = parts.join('');
      const expected = whole.split('\n').map((line, index): Seen => [index + 1, line.replace(/\r$/, '')]);
      assert.deepEqual(
        split(Buffer.from(whole)),
        expected.filter(([, line]) => !/^[ \t\r]*$/.test(line ?? '')),
      );
    }),
  );
});
