import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { streamPrefix } from './stream-prefix.ts';

/** The mark's bytes, as characters of the same numbers. */
const MARK = '\xEF\xBB\xBF';

test('a prefix stands in front of a stream, and leaves its chunks as they were', async () => {
  assert.deepEqual(await through('data: one\n', '\n'), ['retry: 100\ndata: one\n', '\n']);
});

test('a prefix stands behind a byte order mark, however that is cut', async () => {
  assert.deepEqual(await through('\uFEFFdata: one\n\n'), [`${MARK}retry: 100\ndata: one\n\n`]);
  const mark = [...Buffer.from('\uFEFF')].map((byte) => Buffer.from([byte]));
  assert.deepEqual(await through(...mark, 'data: one\n\n'), ['\xEF', '\xBB', '\xBFretry: 100\n', 'data: one\n\n']);
});

test('only one byte order mark is taken for one', async () => {
  assert.deepEqual(await through('\uFEFF\uFEFF:\n'), [`${MARK}retry: 100\n${MARK}:\n`]);
});

/** The chunks that a stream in these chunks becomes, a character for a byte. */
async function through(...chunks: readonly (string | Buffer)[]): Promise<readonly string[]> {
  const pieces = (await Readable.from(chunks.map((chunk) => Buffer.from(chunk)))
    .pipe(streamPrefix('retry: 100\n'))
    .toArray()) as readonly Buffer[];
  return pieces.map((piece) => piece.toString('latin1'));
}
