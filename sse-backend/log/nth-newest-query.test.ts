import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { nthNewestQuery, type EventFilter } from './nth-newest-query.ts';
import { migrate } from './schema.ts';

/** How SQLite would find the tenth newest event that passes. */
function planOf(filter: EventFilter): string {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const { sql, values } = nthNewestQuery(10, filter);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  database.close();
  return steps.map(({ detail }) => String(detail)).join('; ');
}

test("the newest events of a tag are found by the tag's index, in order, without gathering all it ever had", () => {
  const plan = planOf({ types: ['message', 'acknowledgement'], rfids: ['R1'] });
  assert.equal(plan, 'SEARCH events USING COVERING INDEX event_by_rfid (rfid=?)');
});

test('the newest events of a tag with those imported are found by its readings', () => {
  const plan = planOf({ types: ['message', 'backfill'], rfids: ['R1'] });
  assert.match(plan, /event_by_rfid \(rfid=\?\)/);
  assert.match(plan, /event_identity \(rfid=\?/);
});

test('the newest events of a rare type are found by its index: the log is not searched for one that never occurs', () => {
  const plan = planOf({ types: ['acknowledgement'], rfids: [] });
  assert.match(plan, /SEARCH events USING COVERING INDEX event_by_rare_type \(type=\?\)/);
  assert.doesNotMatch(plan, /SCAN events/);
});

test('the newest live readings are found behind any number of imported ones', () => {
  const plan = planOf({ types: ['message', 'acknowledgement'], rfids: [] });
  assert.match(plan, /SCAN events USING INDEX event_not_imported/);
  assert.doesNotMatch(plan, /SCAN events(;|$)/);
});
