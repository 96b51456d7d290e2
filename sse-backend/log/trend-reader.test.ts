import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTemperature, toCelsius } from '../contract/temperature.ts';
import { TestClock } from '../testing/test-clock.ts';
import { reading, RULES } from '../testing/test-log.ts';
import { migrate } from './schema.ts';
import type { NewReading, TrendBucket, TrendQuery } from './shapes.ts';
import { BUCKET_SQL, TrendReader } from './trend-reader.ts';
import { LogWriter } from './writer.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');

type Dated = NewReading & { readonly takenAtMs: number };

/** What a log that has been given the readings one by one says of the trend. */
function trendOf(readings: readonly Dated[], query: TrendQuery, retainEvents?: number): TrendBucket[] {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const writer = new LogWriter(database, RULES, { retainMs: Infinity, retainEvents }, new TestClock(NINE).read());
  writer.append([{ kind: 'readings', readings, mode: 'each' }], NINE);
  const buckets = new TrendReader(database).read(query);
  database.close();
  return buckets;
}

/** The same by hand. Of two readings of one identity the first is the one that was stored. */
function trendByHand(readings: readonly Dated[], { rfid, from, to, bucketMs }: TrendQuery): TrendBucket[] {
  const stored = new Map<number, number>();
  for (const { rfid: tag, takenAtMs, temperature } of readings) {
    const isAsked = tag === rfid && takenAtMs >= from && takenAtMs < to;
    if (isAsked && !stored.has(takenAtMs)) stored.set(takenAtMs, toCelsius(parseTemperature(temperature)!));
  }
  const buckets = Map.groupBy(stored, ([takenAtMs]) => Math.floor((takenAtMs - from) / bucketMs));
  return [...buckets]
    .sort(([one], [other]) => one - other)
    .map(([index, entries]) => {
      const celsius = entries.map(([, value]) => value);
      const [min, max] = [Math.min(...celsius), Math.max(...celsius)];
      return { at: from + index * bucketMs, min, max, count: celsius.length };
    });
}

test('a trend is what grouping the readings by hand gives, late, imported and Fahrenheit ones included', () => {
  const temperature = fc
    .tuple(fc.integer({ min: 250, max: 450 }), fc.constantFrom('C', 'F'))
    .map(([tenths, unit]) => (unit === 'C' ? `${(tenths / 10).toFixed(1)}C` : `${(tenths * 0.18 + 32).toFixed(1)}F`));
  const readings = fc.array(
    fc.record({
      type: fc.constantFrom('message', 'backfill'),
      name: fc.constant('Mass Roy'),
      rfid: fc.constantFrom('R1', 'R2', 'R10'),
      temperature,
      takenAtMs: fc.integer({ min: NINE, max: NINE + 60 }),
    }),
    { maxLength: 80 },
  );
  const query = fc.record({
    rfid: fc.constantFrom('R1', 'R2', 'R3'),
    from: fc.integer({ min: NINE - 10, max: NINE + 40 }),
    to: fc.integer({ min: NINE + 41, max: NINE + 70 }),
    bucketMs: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(readings, query, (given, asked) => assert.deepEqual(trendOf(given, asked), trendByHand(given, asked))),
  );
});

test('a reading at the border of two buckets is in the later one, and one at the end in none', () => {
  const readings = [0, 9, 10, 20].map((ms) => reading({ takenAtMs: NINE + ms }) as Dated);
  const query = { rfid: 'R546546', from: NINE, to: NINE + 20, bucketMs: 10 };
  const celsius = { min: 36.6, max: 36.6 };
  assert.deepEqual(trendOf(readings, query), [
    { at: NINE, ...celsius, count: 2 },
    { at: NINE + 10, ...celsius, count: 1 },
  ]);
});

test('what retention has removed is in no trend', () => {
  const readings = [0, 1, 2].map((ms) => reading({ takenAtMs: NINE + ms, temperature: `3${6 + ms}.0C` }) as Dated);
  const query = { rfid: 'R546546', from: NINE, to: NINE + 10, bucketMs: 10 };
  assert.deepEqual(trendOf(readings, query, 2), [{ at: NINE, min: 37, max: 38, count: 2 }]);
});

test('a bucket is read from the index of identities alone, and nothing is sorted', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database, ':memory:');
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${BUCKET_SQL}`).all('R1', 0, 1);
  database.close();
  assert.deepEqual(
    steps.map(({ detail }) => detail),
    ['SEARCH events USING COVERING INDEX event_identity (rfid=? AND taken_at>? AND taken_at<?)'],
  );
});
