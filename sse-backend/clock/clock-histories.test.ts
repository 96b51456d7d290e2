import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import fc from 'fast-check';
import { arrivalTime, followsLatest, isTooFarAhead } from '../contract/reading-time.ts';
import { nextEpisode, type Episode } from '../contract/status.ts';
import { CLOCK_HISTORY, Machine, type ClockEvent } from '../testing/clock-history.ts';
import { RULES } from '../testing/test-log.ts';
import { CLOCK_MARKS_SQL, ClockMarks } from './clock-marks.ts';
import { storingTime, timeOfMark } from './clock-rules.ts';

const NINE = Date.parse('2026-11-20T09:00:00.000Z');
const RETAIN_MS = 30 * 86_400_000;
const HISTORIES = 10_000;

interface Stored {
  readonly trueMs: number;
  readonly storedAt: number;
}

/** A log that is no more than its rules: what a writer does with time, on marks in memory. */
class RuledLog {
  readonly marks: ClockMarks;
  readonly machine: Machine;
  kept: Stored[] = [];
  newest = 0;

  constructor(database: DatabaseSync, machine: Machine) {
    database.exec('DELETE FROM clock_marks');
    this.marks = new ClockMarks(database, RETAIN_MS);
    this.machine = machine;
    this.look();
  }

  store(): void {
    const storedAt = storingTime(this.machine.clock.wallMs, this.newest);
    assert.ok(storedAt >= this.newest, 'a time of storing ran back');
    this.newest = storedAt;
    this.kept.push({ trueMs: this.machine.trueMs, storedAt });
  }

  /** Gives what retention removes. */
  look(): Stored[] {
    const reading = this.machine.clock.read();
    const { state, isDue } = this.marks.look(reading);
    if (isDue) {
      this.newest = timeOfMark(reading.wallMs, this.newest);
      this.marks.write(state, this.newest);
    }
    const cutoff = this.marks.cutoff(state);
    const removed = this.kept.filter(({ storedAt }) => storedAt < cutoff);
    this.kept = this.kept.slice(removed.length);
    return removed;
  }
}

function marksInMemory(): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  database.exec(CLOCK_MARKS_SQL);
  return database;
}

test('whatever the wall clock does, nothing is removed that is truly younger than --retain', (t) => {
  const database = marksInMemory();
  t.after(() => database.close());
  fc.assert(
    fc.property(CLOCK_HISTORY, ({ startsOffByMs, events }) => {
      const machine = new Machine(NINE, startsOffByMs);
      const log = new RuledLog(database, machine);
      for (const event of events) {
        machine.live(event);
        if (event.kind === 'store') log.store();
        for (const { trueMs } of log.look()) assert.ok(machine.trueMs - trueMs >= RETAIN_MS, 'removed too early');
      }
    }),
    { numRuns: HISTORIES },
  );
});

test('whatever the wall clock has done, after --retain of running what was there is removed, and the clock is trusted', (t) => {
  const database = marksInMemory();
  t.after(() => database.close());
  fc.assert(
    fc.property(CLOCK_HISTORY, ({ startsOffByMs, events }) => {
      const machine = new Machine(NINE, startsOffByMs);
      const log = new RuledLog(database, machine);
      for (const event of events) {
        machine.live(event);
        if (event.kind === 'store') log.store();
        log.look();
      }
      for (let tenth = 0; tenth <= 11; tenth += 1) {
        machine.pass(RETAIN_MS / 10);
        log.look();
      }
      assert.deepEqual(log.kept, []);
      assert.equal(log.marks.look(machine.clock.read()).state.doubt, undefined);
    }),
    { numRuns: HISTORIES / 10 },
  );
});

/** What the server knows of a tag. */
interface Tag extends Episode {
  readonly latestMs: number;
}

/** A reading that is taken now, by a right clock where it says when; `undefined` where the server refuses it. */
function take(tag: Tag | undefined, { hasTakenAt, isFever }: Extract<ClockEvent, { kind: 'store' }>, machine: Machine) {
  const { trueMs, clock } = machine;
  const nowMs = clock.wallMs;
  if (hasTakenAt && isTooFarAhead(trueMs, nowMs)) return undefined;
  const takenAtMs = hasTakenAt ? trueMs : arrivalTime(tag?.latestMs, nowMs);
  const isLate = !followsLatest(takenAtMs, tag?.latestMs, nowMs);
  if (isLate) return { isLate, tag };
  const reading = { celsius: isFever ? 40.2 : 36.9, takenAtMs, id: String(trueMs) };
  return { isLate, tag: { ...nextEpisode(tag, reading, RULES), latestMs: takenAtMs } };
}

test('no alarm is missed: whatever the clock did, each fever that is taken in counts, but within the 5 minutes by which clocks may differ', () => {
  fc.assert(
    fc.property(CLOCK_HISTORY, fc.boolean(), ({ startsOffByMs, events }, isMixed) => {
      const machine = new Machine(NINE, startsOffByMs);
      const tags = new Map<string, Tag>();
      for (const event of events) {
        machine.live(event);
        if (event.kind !== 'store') continue;
        // A sensor either has a clock or has none; `isMixed` has the two share a tag.
        const hasTakenAt = isMixed ? event.hasTakenAt : event.rfid === 'A';
        machine.pass(1);
        const before = tags.get(event.rfid);
        const taken = take(before, { ...event, hasTakenAt }, machine);
        if (!taken?.tag) continue;
        tags.set(event.rfid, taken.tag);
        if (taken.isLate) {
          assert.ok(isMixed && hasTakenAt, 'a reading was late among others of its kind');
          assert.ok((before?.latestMs ?? 0) <= machine.clock.wallMs + 300_000, 'a reading of the future did not yield');
        } else assert.equal(taken.tag.alarm !== undefined, event.isFever);
      }
    }),
    { numRuns: HISTORIES },
  );
});
