import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ImportTrimmer } from './import-retention.ts';
import type { LogState } from './meta.ts';

/** What the log keeps. */
export interface Retention {
  /** How long after it was stored an event is kept. */
  readonly retainMs: number;
  /** How many events are kept; `undefined` for no limit by count. */
  readonly retainEvents: number | undefined;
}

/** Rows a step: a few milliseconds, so that no commit waits long for the removal of a million. */
const STEP_ROWS = 1000;

/** Alarms a step: each lies in pages of its own in three indices, and a thousand of half a million took 50 ms and more. */
const STEP_ALARMS = 100;

/** More than one commit can store, so that the count is kept at every commit, also after `--retain-events` was lowered. */
const COUNT_STEP_ROWS = 20_000;

/**
 * Removes the oldest events, people not heard of for as long, alarms settled and imports ended as long ago, in small steps
 * within the caller's transaction.
 */
export class Trimmer {
  readonly #retention: Retention;
  readonly #newestBefore: StatementSync;
  readonly #storedAt: StatementSync;
  readonly #delete: StatementSync;
  readonly #forgettable: StatementSync;
  readonly #deletePeople: StatementSync;
  readonly #settled: StatementSync;
  readonly #deleteAlarms: StatementSync;
  readonly #imports: ImportTrimmer;

  constructor(database: DatabaseSync, retention: Retention) {
    this.#retention = retention;
    this.#newestBefore = database.prepare(
      'SELECT sequence FROM events WHERE stored_at < ? ORDER BY stored_at DESC, sequence DESC LIMIT 1',
    );
    this.#storedAt = database.prepare('SELECT stored_at FROM events WHERE sequence = ?');
    this.#delete = database.prepare('DELETE FROM events WHERE sequence <= ?');
    const forgettable = 'SELECT rfid FROM people WHERE stored_at < ? AND alarm IS NULL LIMIT';
    this.#forgettable = database.prepare(`${forgettable} 1`);
    this.#deletePeople = database.prepare(`DELETE FROM people WHERE rfid IN (${forgettable} ${STEP_ROWS})`);
    // In the words of the index: over and acknowledged, the later of the two before a moment.
    const settled = 'SELECT alarm FROM alarms WHERE max(ended_at, acknowledged_at) < ? LIMIT';
    this.#settled = database.prepare(`${settled} 1`);
    this.#deleteAlarms = database.prepare(`DELETE FROM alarms WHERE alarm IN (${settled} ${STEP_ALARMS})`);
    this.#imports = new ImportTrimmer(database);
  }

  /** One step towards keeping no more than `retainEvents`; cheap enough for every commit. */
  trimByCount(state: LogState): LogState {
    const { retainEvents } = this.#retention;
    return retainEvents === undefined ? state : this.#removeUpTo(state.head - retainEvents, COUNT_STEP_ROWS, state);
  }

  /** Whether {@link trimByTime} would find something to remove. */
  isDue(nowMs: number): boolean {
    const cutoff = nowMs - this.#retention.retainMs;
    const due = [this.#newestBefore, this.#forgettable, this.#settled].some((some) => some.get(cutoff) !== undefined);
    return due || this.#imports.isDue(cutoff);
  }

  /**
   * One step towards keeping nothing stored more than `retainMs` before `nowMs`. A person's latest reading outlives the
   * count, but not the time; somebody with an open alarm stays, and so does an alarm that is open or unacknowledged.
   */
  trimByTime(state: LogState, nowMs: number): LogState {
    const cutoff = nowMs - this.#retention.retainMs;
    this.#deletePeople.run(cutoff);
    this.#deleteAlarms.run(cutoff);
    this.#imports.trim(cutoff);
    return this.#removeUpTo(Number(this.#newestBefore.get(cutoff)?.['sequence'] ?? 0), STEP_ROWS, state);
  }

  #removeUpTo(cut: number, rows: number, state: LogState): LogState {
    const last = Math.min(cut, state.oldest + rows - 1);
    if (last < state.oldest) return state;
    const trimmedStoredAt = Number(this.#storedAt.get(last)?.['stored_at'] ?? state.trimmedStoredAt);
    this.#delete.run(last);
    return { ...state, oldest: last + 1, trimmedStoredAt };
  }
}
