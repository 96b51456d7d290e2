import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defended, undefended } from './csv-defence.ts';

test('what a spreadsheet would run gets an apostrophe, all else stays as it is', () => {
  for (const cell of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '-', '-.5', '＝1', '\t=1', '\r=1', ' =1+1', "'=1", "''-Ann"])
    assert.equal(defended(cell), `'${cell}`);
  for (const cell of ['', '-12.5', '+49', '-1', '36.6C', 'a=b', "O'Brien", "'t Hooft", ' Ann', "''"])
    assert.equal(defended(cell), cell);
});

test('whatever is defended is given back as it was, and no spreadsheet runs it', () => {
  const part = fc.constantFrom("'", '=', '-', '+', '@', ' ', '\t', '\n', 'a', '1', '.', '＝', '\ufeff');
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(cell, (given) => {
      const written = defended(given);
      assert.equal(undefended(written), given);
      assert.ok(!/^\s*[=+\-@＝＋－＠]/.test(written) || !Number.isNaN(Number(written)), JSON.stringify(written));
    }),
    { numRuns: 5_000 },
  );
});
