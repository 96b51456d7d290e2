import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { TestClock } from '../testing/test-clock.ts';
import { RULES } from '../testing/test-log.ts';
import type { ReadingsRequest } from './commit.ts';
import { migrate } from './schema.ts';
import { LogWriter } from './writer.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const STEP_MS = 1000;
const RETENTION = { retainMs: 2 * STEP_MS, retainEvents: undefined };

/** One after the other, a second apart. `failing`: the same as `append`, but something goes wrong at the end of it. */
type Step =
  { readonly kind: 'append' | 'failing'; readonly requests: readonly ReadingsRequest[] } | { readonly kind: 'trim' };

/** A log in memory with an epoch that is always the same. */
function newLog(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  database.exec("INSERT INTO meta VALUES ('epoch', 'k3f9')");
  return database;
}

function openWriter(database: DatabaseSync, clock: TestClock): LogWriter {
  return new LogWriter(database, RULES, RETENTION, clock.read());
}

/** Requests made for nine o'clock, as they would be at another time. */
function later(requests: readonly ReadingsRequest[], nowMs: number): ReadingsRequest[] {
  const move = (takenAtMs: number | undefined) => takenAtMs && takenAtMs + nowMs - NINE;
  return requests.map(({ readings, ...request }) => ({
    ...request,
    readings: readings.map((reading) => ({ ...reading, takenAtMs: move(reading.takenAtMs) })),
  }));
}

/** What a writer says of a step. */
function take(writer: LogWriter, step: Step, clock: TestClock): unknown {
  if (step.kind === 'trim') return writer.trim(clock.read());
  const nowMs = clock.wallMs;
  const requests = later(step.requests, nowMs);
  if (step.kind === 'append') {
    const { outcomes, runs, state } = writer.append(requests, nowMs);
    return { outcomes, runs, state };
  }
  const unchecked = { type: 'message', name: 'Ann', temperature: 'warm', rfid: 'unchecked', takenAtMs: 0 } as const;
  const broken: ReadingsRequest = { kind: 'readings', mode: 'each', readings: [unchecked] };
  assert.throws(() => writer.append([...requests, broken], nowMs), { message: /unchecked/ });
  return writer.progress.state;
}

function rowsOf(database: DatabaseSync): unknown[] {
  return ['meta', 'events', 'people', 'alarms', 'clock_marks'].map((table) =>
    database.prepare(`SELECT * FROM ${table}`).all(),
  );
}

test('a writer that remembers stores and answers the same as one that is opened anew for each commit', () => {
  const readings = fc.array(
    fc.record({
      type: fc.constantFrom('message', 'message', 'backfill'),
      name: fc.constantFrom('Ann', 'Ann', 'Bo'),
      temperature: fc.constantFrom('36.6C', '39C', '40.1C', '34.5C'),
      rfid: fc.constantFrom('A', 'B', 'C'),
      takenAtMs: fc.option(
        fc.integer({ min: -3, max: 3 }).map((seconds) => NINE + seconds * STEP_MS),
        { nil: undefined },
      ),
    }),
    { minLength: 1, maxLength: 6 },
  );
  const mode = fc.constantFrom('each', 'all-or-nothing');
  const request = fc.record({ kind: fc.constant('readings'), mode, readings });
  const requests = fc.array(request, { minLength: 1, maxLength: 3 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('append', 'failing'), requests }) },
    { weight: 3, arbitrary: fc.constant({ kind: 'trim' }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
      const [kept, anew] = [newLog(), newLog()];
      const clock = new TestClock(NINE);
      const writer = openWriter(kept, clock);
      for (const each of steps) {
        assert.deepEqual(take(writer, each, clock), take(openWriter(anew, clock), each, clock));
        clock.pass(STEP_MS);
      }
      if (steps.length > 0) assert.deepEqual(rowsOf(kept), rowsOf(anew));
      kept.close();
      anew.close();
    }),
    { numRuns: 300 },
  );
});
