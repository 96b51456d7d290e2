import { performance } from 'node:perf_hooks';
import { EventLog } from '../sse-backend/log/event-log.ts';
import type { NewReading } from '../sse-backend/log/shapes.ts';

export const MONTH_MS = 30 * 86_400_000;

/** The person whose trend is asked for. */
export const PERSON = 'R546546';

const INTERVAL_MS = 5000;

/** The person's, one every 5 s. */
export const READINGS = MONTH_MS / INTERVAL_MS;

/** A whole house, among whose readings the person's lie scattered. */
const OTHER_PEOPLE = 1000;

/** A commit's worth. */
const BATCH = 5000;

/** Fills a new log through the door that every reading takes, in the order of time; gives readings a second. */
export async function fillMonth(
  file: string,
  { from, others }: { readonly from: number; readonly others: number },
): Promise<number> {
  const log = await EventLog.open({
    file,
    rules: { fever: { on: 38, off: 37.8 }, hypothermia: { on: 35, off: 35.2 }, alarmHoldMs: 0 },
    retainMs: 2 * MONTH_MS,
    retainEvents: undefined,
  });
  const start = performance.now();
  let stored = 0;
  for (const batch of batches(month(from, others))) {
    await log.append(batch, 'each');
    stored += batch.length;
    if (process.stdout.isTTY) process.stdout.write(`\rstoring ${stored} of ${READINGS + others} readings `);
  }
  const seconds = (performance.now() - start) / 1000;
  await log.close();
  return stored / seconds;
}

function* month(from: number, others: number): Generator<NewReading> {
  let other = 0;
  for (let index = 0; index < READINGS; index += 1) {
    const takenAtMs = from + index * INTERVAL_MS;
    yield reading(PERSON, takenAtMs, index);
    for (; other < ((index + 1) * others) / READINGS; other += 1) {
      yield reading(`R${100_000 + (other % OTHER_PEOPLE)}`, takenAtMs + (other % INTERVAL_MS), other);
    }
  }
}

/** Temperatures wander between 36.0 and 38.4 °C, fevers included. */
function reading(rfid: string, takenAtMs: number, index: number): NewReading {
  return {
    type: 'message',
    name: rfid === PERSON ? 'Mass Roy' : `Person ${rfid}`,
    temperature: `${(36 + (index % 25) / 10).toFixed(1)}C`,
    rfid,
    takenAtMs,
  };
}

function* batches(readings: Iterable<NewReading>): Generator<NewReading[]> {
  let batch: NewReading[] = [];
  for (const each of readings) {
    batch.push(each);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
