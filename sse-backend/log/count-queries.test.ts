import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { Query } from '../sqlite/query.ts';
import { countNotImportedQuery, countOfTagsQuery, countRareQuery } from './count-queries.ts';
import { migrate } from './schema.ts';

const RANGE = { after: 1, last: 9 };

/** How SQLite would count. */
function planOf({ sql, values }: Query): string {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  database.close();
  return steps.map(({ detail }) => String(detail)).join('; ');
}

test('a count of types goes through the range alone, by an index that has these events in order', () => {
  assert.match(planOf(countNotImportedQuery(RANGE)), /^SEARCH .* event_not_imported \(sequence>\? AND sequence<\?\)$/);
  const rare = planOf(countRareQuery(RANGE, ['acknowledgement']));
  assert.match(rare, /^SEARCH .* event_by_rare_type \(type=\? AND sequence>\? AND sequence<\?\)$/);
});

test('a count of tags follows the chain of their readings, and goes through no other tag', () => {
  const plan = planOf(countOfTagsQuery(RANGE, { types: ['message', 'acknowledgement'], rfids: ['R1', 'R2'] }));
  assert.match(plan, /event_apart \(rfid=\? AND sequence>\? AND sequence<\?\)/);
  assert.match(plan, /SEARCH people USING PRIMARY KEY \(rfid=\?\)/);
  assert.doesNotMatch(plan, /SCAN (events|people)|event_identity/);
});

test('imported readings of a tag are counted in a short range by the range, in a long one by the tag', () => {
  const filter = { types: ['backfill'], rfids: ['R1'] } as const;
  assert.match(planOf(countOfTagsQuery(RANGE, filter)), /INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/);
  assert.match(planOf(countOfTagsQuery({ after: 0, last: 1_000_000 }, filter)), /event_identity \(rfid=\?/);
});
