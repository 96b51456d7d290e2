import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';
import type { EventLog } from '../log/event-log.ts';
import { STILL } from '../testing/still-stream.ts';
import { StreamServer } from '../testing/stream-server.ts';
import { batchOf, beginImport, goodRow, goodRows } from '../testing/test-import.ts';
import { openLog, reading } from '../testing/test-log.ts';

const QUERIES = [
  '',
  '&types=message,acknowledgement',
  '&types=message',
  '&types=acknowledgement',
  '&types=backfill',
  '&types=message,backfill',
  '&types=message,acknowledgement,backfill',
  '&rfid=R1',
  '&rfid=R1&rfid=R2&types=message',
  '&rfid=R1&types=acknowledgement,backfill',
  '&rfid=NOBODY',
];

/** Stores live readings of three tags, late ones, fevers that are acknowledged, and imported readings, as they come. */
async function fill(log: EventLog, seed: number): Promise<void> {
  const kind = fc.constantFrom('live', 'live', 'late', 'fever', 'imported');
  const step = fc.record({ kind, tag: fc.constantFrom('R1', 'R2', 'R3'), count: fc.integer({ min: 1, max: 40 }) });
  const [steps = []] = fc.sample(fc.array(step, { minLength: 40, maxLength: 40 }), { seed, numRuns: 1 });
  const total = steps.reduce((sum, { kind: of, count }) => sum + (of === 'imported' ? count : 0), 0);
  await beginImport(log, 'bo', total);
  let imported = 0;
  let takenAtMs = Date.parse('2026-11-20T09:00:00.000Z');
  for (const { kind: of, tag, count } of steps) {
    if (of === 'imported') {
      const rows = goodRows(imported + 1, imported + count).map((row, index) => ({
        ...row,
        ...goodRow(imported + 1 + index, { rfid: tag }),
      }));
      await log.imports.append(batchOf('bo', imported, rows));
      imported += count;
    } else if (of === 'fever') {
      takenAtMs += 1000;
      await log.append([reading({ rfid: tag, temperature: '39.0C', takenAtMs })], 'each');
      await log.acknowledge({ alarm: log.idOf(log.head), by: 'roy', note: '' });
      takenAtMs += 1000;
      await log.append([reading({ rfid: tag, temperature: '36.6C', takenAtMs })], 'each');
    } else {
      const readings = Array.from({ length: count }, (_, index) => {
        takenAtMs += 1000;
        const time = of === 'late' ? takenAtMs - 500_500_500 - index : takenAtMs;
        return reading({ rfid: tag, takenAtMs: time });
      });
      await log.append(readings, 'each');
    }
  }
}

/** Each first heartbeat's `Behind`, compared with the events that come until the second. */
async function compare(t: TestContext, log: EventLog, server: StreamServer): Promise<void> {
  for (const query of QUERIES) {
    for (let after = 0; after < log.head; after += Math.ceil(log.head / 7)) {
      const client = await server.openFor(t, `?lastEventId=${after}${query}`);
      await client.until((all) => all.of('heartbeat').length === 2);
      const [first, second] = client.of('heartbeat').map(({ data }) => JSON.parse(data) as { Behind: number });
      assert.deepEqual([first?.Behind, second?.Behind], [client.events.length - 2, 0], `${query} after ${after}`);
      client.cut();
    }
  }
}

test('Behind is the number of events that the stream carries up to its head, counted in memory and in the file', async (t) => {
  const seed = Date.now();
  t.diagnostic(`seed ${seed}`);
  const log = await openLog(t);
  const before = await StreamServer.startFor(t, log, STILL);
  await fill(log, seed);
  await compare(t, log, before);
  // One that has started anew has nothing of it in memory.
  await compare(t, log, await StreamServer.startFor(t, log, STILL));
});

test('five readings behind a large import are five, not the rows of the import too', async (t) => {
  const log = await openLog(t);
  await beginImport(log, 'bo', 20_000);
  await log.imports.append(batchOf('bo', 0, goodRows(1, 20_000)));
  await log.append(
    Array.from({ length: 5 }, () => reading()),
    'each',
  );
  const server = await StreamServer.startFor(t, log, STILL);
  const client = await server.openFor(t, '?lastEventId=0');
  await client.until(({ events }) => events.length > 0);
  assert.match(client.events[0]?.data ?? '', new RegExp(`"Head":"${log.epoch}-20005","Behind":5\\}$`));
});
