import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { whereWithin, type ListBounds } from './list-bounds.ts';

const NONE: ListBounds = { from: undefined, to: undefined, before: undefined };

test('of the end and the place to continue from, only the lower one is looked up', () => {
  const before = { atMs: 5, sequence: 7 };
  const continued = { sql: 'WHERE (at, sequence) < (?, ?)', values: [5, 7] };
  assert.deepEqual(whereWithin('at', { ...NONE, before }, {}), continued);
  assert.deepEqual(whereWithin('at', { ...NONE, before, to: 6 }, {}), continued);
  for (const to of [4, 5]) {
    assert.deepEqual(whereWithin('at', { ...NONE, before, to }, {}), { sql: 'WHERE at < ?', values: [to] });
  }
});

test('conditions come first, and without any there is no WHERE', () => {
  assert.deepEqual(whereWithin('at', { ...NONE, from: 1 }, { rfid: 'A' }, 'ended IS NULL'), {
    sql: 'WHERE ended IS NULL AND rfid = ? AND at >= ?',
    values: ['A', 1],
  });
  assert.deepEqual(whereWithin('at', NONE, { rfid: undefined }), { sql: '', values: [] });
});

test('the rows within the bounds are those that a filter by hand gives', () => {
  const small = fc.integer({ min: 0, max: 6 });
  const rows = fc.array(fc.record({ rfid: fc.constantFrom('A', 'B'), at: small }), { maxLength: 20 });
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const bounds = fc.record({
    rfid: optional(fc.constantFrom('A', 'B')),
    from: optional(small),
    to: optional(small),
    before: optional(fc.record({ atMs: small, sequence: fc.integer({ min: 0, max: 20 }) })),
  });
  fc.assert(
    fc.property(rows, bounds, (given, asked) => {
      const numbered = given.map((row, index) => ({ ...row, sequence: index + 1 }));
      const byHand = numbered.filter((row) => isWithin(row, asked)).map(({ sequence }) => sequence);
      assert.deepEqual(select(numbered, asked), byHand);
    }),
  );
});

interface Row {
  readonly rfid: string;
  readonly at: number;
  readonly sequence: number;
}

interface AskedRows extends ListBounds {
  readonly rfid: string | undefined;
}

function isWithin({ rfid, at, sequence }: Row, bounds: AskedRows): boolean {
  const { from = -Infinity, to = Infinity, before = { atMs: Infinity, sequence: 0 } } = bounds;
  const isBefore = at < before.atMs || (at === before.atMs && sequence < before.sequence);
  return rfid === (bounds.rfid ?? rfid) && at >= from && at < to && isBefore;
}

function select(rows: readonly Row[], { rfid: tag, ...bounds }: AskedRows): unknown[] {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE list (sequence INTEGER PRIMARY KEY, rfid TEXT, at INTEGER)');
  const insert = database.prepare('INSERT INTO list VALUES (?, ?, ?)');
  for (const { sequence, rfid, at } of rows) insert.run(sequence, rfid, at);
  const { sql, values } = whereWithin('at', bounds, { rfid: tag });
  const found = database.prepare(`SELECT sequence FROM list ${sql} ORDER BY sequence`).all(...values);
  database.close();
  return found.map(({ sequence }) => sequence);
}
