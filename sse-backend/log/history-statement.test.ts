import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { historyStatement } from './history-statement.ts';
import { migrate } from './schema.ts';
import type { HistoryQuery } from './shapes.ts';

const ALL: HistoryQuery = { rfid: undefined, from: undefined, to: undefined, limit: 10, before: undefined };
const BETWEEN = { from: 1, to: 9, before: { atMs: 8, sequence: 8 } };

/** How SQLite would find these readings. */
function planOf(query: Partial<HistoryQuery>): string {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const { sql, values } = historyStatement({ ...ALL, ...query });
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  database.close();
  return steps.map(({ detail }) => String(detail)).join('; ');
}

test("a history is read from an index in its order, a tag's from the tag's own, and never sorted", () => {
  const plans = [{}, BETWEEN, { rfid: 'R1' }, { rfid: 'R1', ...BETWEEN }].map(planOf);
  assert.deepEqual(plans, [
    'SEARCH events USING INDEX event_by_taken_at (taken_at>?)',
    'SEARCH events USING INDEX event_by_taken_at (taken_at>? AND taken_at<?)',
    'SEARCH events USING INDEX event_identity (rfid=? AND taken_at>?)',
    'SEARCH events USING INDEX event_identity (rfid=? AND taken_at>? AND taken_at<?)',
  ]);
});
