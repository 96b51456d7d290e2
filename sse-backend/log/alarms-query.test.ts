import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { AlarmsQuery } from './alarm-shapes.ts';
import { alarmsQuery } from './alarms-query.ts';
import { migrate } from './schema.ts';

/** How SQLite would find the newest alarms that are asked for. */
function planOf(query: Partial<AlarmsQuery>): string {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const whole = { state: 'all', rfid: undefined, from: undefined, to: undefined, before: undefined } as const;
  const { sql, values } = alarmsQuery({ ...whole, limit: 10, ...query });
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  database.close();
  return steps.map(({ detail }) => String(detail)).join('; ');
}

const BEFORE = { atMs: 9, sequence: 3 };

test('the newest alarms are read in order from the index by time', () => {
  assert.equal(planOf({}), 'SCAN alarms USING INDEX alarm_by_raised_at');
  const range = 'SEARCH alarms USING INDEX alarm_by_raised_at (raised_at>? AND raised_at<?)';
  assert.equal(planOf({ from: 1, to: 9 }), range);
  const continued = 'SEARCH alarms USING INDEX alarm_by_raised_at ((raised_at,sequence)<(?,?))';
  assert.equal(planOf({ before: BEFORE }), continued);
  // A later page must not begin at `to` again and go through all that earlier pages had.
  assert.equal(planOf({ before: BEFORE, to: 100 }), continued);
});

test('open and unacknowledged alarms are read in order from indices that have no others', () => {
  assert.equal(planOf({ state: 'open' }), 'SCAN alarms USING INDEX alarm_open');
  assert.equal(planOf({ state: 'unacknowledged' }), 'SCAN alarms USING INDEX alarm_unacknowledged');
  assert.match(planOf({ state: 'open', from: 1 }), /^SEARCH alarms USING INDEX alarm_open \(raised_at>\?\)$/);
  assert.match(planOf({ state: 'unacknowledged', before: BEFORE }), /^SEARCH alarms USING INDEX alarm_unacknowledged /);
});

test("a person's alarms are read in order from the index of the person", () => {
  for (const state of ['open', 'unacknowledged', 'all'] as const) {
    assert.equal(planOf({ state, rfid: 'R1' }), 'SEARCH alarms USING INDEX alarm_by_rfid (rfid=?)', state);
    assert.match(
      planOf({ state, rfid: 'R1', from: 1, before: BEFORE }),
      /^SEARCH alarms USING INDEX alarm_by_rfid \(rfid=\? AND .*\)$/,
      state,
    );
  }
});
