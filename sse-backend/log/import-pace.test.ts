import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newJob } from '../testing/memory-book.ts';
import { ImportPace } from './import-pace.ts';
import type { ImportJob } from './import-shapes.ts';

function jobAt(rows: number, id = 'a'): ImportJob {
  return newJob({
    id,
    totalBytes: 1e6,
    place: { bytes: rows * 50, line: rows },
    accepted: rows - 10,
    duplicates: 6,
    rejected: 4,
  });
}

test('progress is due a tenth of a second after it was told', () => {
  let now = 1000;
  const pace = new ImportPace(() => now);
  assert.ok(pace.isDue);
  pace.tell(jobAt(10));
  now += 99;
  assert.ok(!pace.isDue);
  now += 1;
  assert.ok(pace.isDue);
});

test('the speed is that of the last five seconds, and unknown at first', () => {
  let now = 0;
  const pace = new ImportPace(() => now);
  assert.equal(pace.tell(jobAt(10)), undefined);
  now = 1000;
  assert.deepEqual(pace.tell(jobAt(1010)), { rowsPerSecond: 1000, bytesPerSecond: 50_000 });
  now = 6000;
  assert.deepEqual(pace.tell(jobAt(51_010)), { rowsPerSecond: 10_000, bytesPerSecond: 500_000 });
});

test('after a rollback, and for another import, nobody knows the speed', () => {
  let now = 0;
  const pace = new ImportPace(() => now);
  pace.tell(jobAt(1000));
  now = 1000;
  pace.forget();
  assert.equal(pace.tell(jobAt(500)), undefined);
  now = 2000;
  assert.equal(pace.tell(jobAt(10, 'b')), undefined);
});
