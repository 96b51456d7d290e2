import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { TestClock } from '../testing/test-clock.ts';
import { RULES } from '../testing/test-log.ts';
import { nthNewestQuery, type EventFilter } from './nth-newest-query.ts';
import { migrate, MIGRATIONS } from './schema.ts';
import { LogWriter } from './writer.ts';

/** How SQLite would find the tenth newest event that passes. */
function planOf(filter: EventFilter): string {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const { sql, values } = nthNewestQuery(10, filter);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
  database.close();
  return steps.map(({ detail }) => String(detail)).join('; ');
}

test('the newest events of a tag are found by the chain of its readings, without gathering all it ever had', () => {
  const plan = planOf({ types: ['message', 'acknowledgement'], rfids: ['R1'] });
  assert.match(plan, /SEARCH events USING COVERING INDEX event_apart \(rfid=\?\)/);
  assert.match(plan, /SEARCH people USING PRIMARY KEY \(rfid=\?\)/);
  assert.doesNotMatch(plan, /SCAN (events|people)|event_identity/);
});

test('the newest events of a tag with those imported are found by its readings', () => {
  const plan = planOf({ types: ['message', 'backfill'], rfids: ['R1'] });
  assert.match(plan, /event_apart \(rfid=\?\)/);
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

const RFIDS = ['A', 'B', 'C'];
const TYPES = ['message', 'backfill', 'acknowledgement'] as const;
const RETAIN_MS = 10;

/** What comes into a log, after how long: feverish readings, and acknowledgements of the oldest alarm. */
const STEPS = fc.array(
  fc.record({
    pauseMs: fc.constantFrom(0, 1, 1, 11),
    type: fc.constantFrom('message', 'message', 'backfill', 'acknowledgement'),
    rfid: fc.constantFrom(...RFIDS),
    takenAtMs: fc.integer({ min: 1, max: 60 }),
    temperature: fc.constantFrom('36.6C', '39C'),
  }),
  { maxLength: 40 },
);

const FILTER = fc.record({
  types: fc.subarray([...TYPES], { minLength: 1 }),
  rfids: fc.subarray(RFIDS, { minLength: 1 }),
});

const RETAIN_EVENTS = fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined });

type Steps = typeof STEPS extends fc.Arbitrary<infer T> ? T : never;

/** A log that has been given all that, each in a commit of its own, and has removed what was too old by then. */
function logOf(steps: Steps, retainEvents: number | undefined): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const clock = new TestClock(0);
  const writer = new LogWriter(database, RULES, { retainMs: RETAIN_MS, retainEvents }, clock.read());
  const unseen = database.prepare('SELECT alarm FROM alarms WHERE acknowledgement IS NULL ORDER BY sequence LIMIT 1');
  for (const { type, pauseMs, ...reading } of steps) {
    clock.pass(pauseMs);
    while (!writer.trim(clock.read()).isDone);
    const alarm = String(unseen.get()?.['alarm']);
    if (type === 'acknowledgement') {
      writer.append([{ kind: 'acknowledgement', acknowledgement: { alarm, by: 'Ann', note: '' } }], clock.wallMs);
    } else
      writer.append([{ kind: 'readings', mode: 'each', readings: [{ ...reading, type, name: 'Bo' }] }], clock.wallMs);
  }
  return database;
}

/** The same log as a server of the schema before chains has it, brought up to date. */
function broughtUpToDate(log: DatabaseSync): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:', MIGRATIONS.slice(0, 5));
  for (const table of ['events', 'people']) {
    const names = database
      .prepare(`PRAGMA table_info(${table})`)
      .all()
      .map(({ name }) => String(name));
    const insert = database.prepare(`INSERT INTO ${table} VALUES (${names.map(() => '?').join(', ')})`);
    for (const row of log.prepare(`SELECT * FROM ${table}`).all())
      insert.run(...names.map((name) => row[name] ?? null));
  }
  migrate(database, ':memory:');
  return database;
}

/** The newest, the second newest, and so on until there is none. */
function newestOf(database: DatabaseSync, filter: EventFilter): number[] {
  const found: number[] = [];
  for (;;) {
    const { sql, values } = nthNewestQuery(found.length + 1, filter);
    const row = database.prepare(sql).get(...values);
    if (!row) return found;
    found.push(Number(row['sequence']));
  }
}

function newestByHand(database: DatabaseSync, { types, rfids }: EventFilter): number[] {
  const rows = database.prepare('SELECT sequence, type, rfid FROM events ORDER BY sequence DESC').all();
  const passing = rows.filter(({ type, rfid }) => types.some((each) => each === type) && rfids.includes(String(rfid)));
  return passing.map(({ sequence }) => Number(sequence));
}

test('the newest events of tags are found in order, late and imported ones among them, also in a log brought up to date', () => {
  fc.assert(
    fc.property(STEPS, RETAIN_EVENTS, FILTER, (steps, retainEvents, filter) => {
      const log = logOf(steps, retainEvents);
      const older = broughtUpToDate(log);
      const byHand = newestByHand(log, filter);
      assert.deepEqual(newestOf(log, filter), byHand);
      assert.deepEqual(newestOf(older, filter), byHand);
      log.close();
      older.close();
    }),
    { numRuns: 200 },
  );
});

test('the newest events of somebody who was forgotten and came back with older readings are found in a log brought up to date', () => {
  const step = { type: 'message', rfid: 'A', temperature: '36.6C' } as const;
  const log = logOf(
    [
      { ...step, takenAtMs: 10, pauseMs: 0 },
      { ...step, takenAtMs: 5, pauseMs: 11 },
      { ...step, takenAtMs: 3, pauseMs: 11 },
    ],
    undefined,
  );
  const filter: EventFilter = { types: ['message'], rfids: ['A'] };
  assert.deepEqual(newestOf(log, filter), [3, 2]);
  assert.deepEqual(newestOf(broughtUpToDate(log), filter), [3, 2]);
});
