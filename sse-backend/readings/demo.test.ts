import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { test, type TestContext } from 'node:test';
import { AppError } from '../app-error.ts';
import type { EventLog } from '../log/event-log.ts';
import type { AppendOutcome, NewReading } from '../log/shapes.ts';
import { startDemo, type DemoClock } from './demo.ts';
import { openTestLog } from '../testing/test-server.ts';

/** A clock that a test turns by hand. */
class HandClock implements DemoClock {
  #now = 0;
  #tasks: { readonly at: number; readonly task: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + ms, task };
    this.#tasks.push(entry);
    return () => (this.#tasks = this.#tasks.filter((other) => other !== entry));
  }

  get tasks(): number {
    return this.#tasks.length;
  }

  /** Lets time go by, a millisecond at a time, with all that is due in it. */
  async pass(ms: number): Promise<void> {
    for (const end = this.#now + ms; this.#now < end;) {
      this.#now += 1;
      await this.#runDue();
    }
  }

  /** Lets time jump, as when the machine was asleep. */
  async jump(ms: number): Promise<void> {
    this.#now += ms;
    await this.#runDue();
  }

  async #runDue(): Promise<void> {
    const due = this.#tasks.filter(({ at }) => at <= this.#now);
    this.#tasks = this.#tasks.filter(({ at }) => at > this.#now);
    for (const { task } of due) task();
    if (due.length > 0) await nextTurn();
  }
}

/** Keeps what is appended, or refuses it. */
class FakeLog implements Pick<EventLog, 'append'> {
  readonly appends: (readonly NewReading[])[] = [];
  isFull = false;
  gate: Promise<void> = Promise.resolve();

  async append(readings: readonly NewReading[]): Promise<AppendOutcome[]> {
    await this.gate;
    if (this.isFull) throw new AppError('no-room', 'The disk is full; make room.');
    this.appends.push(readings);
    return [];
  }

  get readings(): NewReading[] {
    return this.appends.flat();
  }
}

interface Demo {
  readonly log: FakeLog;
  readonly clock: HandClock;
  readonly problems: unknown[];
  readonly stop: () => Promise<void>;
}

function start(t: TestContext, people: number, intervalMs: number): Demo {
  const [log, clock, problems] = [new FakeLog(), new HandClock(), [] as unknown[]];
  const onProblem = (error: unknown) => problems.push(error);
  const stop = startDemo({ log, people, intervalMs, random: Math.random, clock, onProblem });
  t.after(stop);
  return { log, clock, problems, stop };
}

test('the first reading comes at once and is of Mass Roy, 102.5F, R546546', async (t) => {
  const { log } = start(t, 4, 5000);
  await nextTurn();
  assert.deepEqual(log.readings, [
    { type: 'message', name: 'Mass Roy', temperature: '102.5F', rfid: 'R546546', takenAtMs: undefined },
  ]);
});

test('then comes one reading per interval, of the people in turn', async (t) => {
  const { log, clock } = start(t, 4, 5000);
  await clock.pass(24_999);
  const tags = ['R546546', 'R546547', 'R546548', 'R546549', 'R546546'];
  assert.deepEqual(
    log.readings.map(({ rfid }) => rfid),
    tags,
  );
});

test('a thousand readings a second come in batches at least 20 ms apart', async (t) => {
  const { log, clock } = start(t, 100, 1);
  await nextTurn();
  await clock.pass(2000);
  assert.equal(log.readings.length, 2001);
  assert.equal(log.appends.length, 101);
});

test('while an append is outstanding there is no other, and what was missed meanwhile is made up for', async (t) => {
  const { log, clock } = start(t, 4, 10);
  await nextTurn();
  const gate = Promise.withResolvers<void>();
  log.gate = gate.promise;
  await clock.pass(500);
  assert.deepEqual([log.appends.length, clock.tasks], [1, 0]);
  gate.resolve();
  await nextTurn();
  await clock.pass(20);
  assert.deepEqual(
    log.appends.map(({ length }) => length),
    [1, 2, 50],
  );
});

test('after a long sleep at most a second is made up for', async (t) => {
  const fast = start(t, 4, 1);
  await nextTurn();
  await fast.clock.jump(3_600_000);
  assert.deepEqual(
    fast.log.appends.map(({ length }) => length),
    [1, 1000],
  );
  const slow = start(t, 4, 5000);
  await nextTurn();
  await slow.clock.jump(3_600_000);
  await slow.clock.pass(5000);
  assert.deepEqual(
    slow.log.appends.map(({ length }) => length),
    [1, 1, 1],
  );
});

test('a log that refuses is reported once, and the demo goes on when there is room again', async (t) => {
  const { log, clock, problems } = start(t, 4, 1000);
  log.isFull = true;
  await clock.pass(5000);
  assert.deepEqual([problems.length, log.readings.length], [1, 0]);
  log.isFull = false;
  await clock.pass(2000);
  assert.deepEqual([problems.length, log.readings.length], [1, 2]);
  log.isFull = true;
  await clock.pass(2000);
  assert.equal(problems.length, 2);
});

test('a stopped demo has finished its last append and starts no other', async (t) => {
  const { log, clock, stop } = start(t, 4, 1000);
  await nextTurn();
  const gate = Promise.withResolvers<void>();
  log.gate = gate.promise;
  await clock.pass(1000);
  const stopped = stop();
  gate.resolve();
  await stopped;
  assert.equal(log.readings.length, 2);
  await clock.pass(5000);
  assert.deepEqual([log.readings.length, clock.tasks], [2, 0]);
});

test('the log takes what the demo makes', async (t) => {
  const log = await openTestLog(t);
  const clock = new HandClock();
  const stored = new Promise<void>((resolve) => log.onStored(() => log.head >= 1 && resolve()));
  const stop = startDemo({
    log,
    people: 1,
    intervalMs: 1000,
    random: Math.random,
    clock,
    onProblem: (error) => assert.fail(String(error)),
  });
  await stored;
  await stop();
  assert.match((await log.latest()).readings[0] ?? '', /"Mass Roy",.*"102\.5F","RFID":"R546546",.*"Status":"fever"/);
});
