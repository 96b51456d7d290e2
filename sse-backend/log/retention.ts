import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ImportTrimmer } from './import-retention.ts';
import type { LogState } from './meta.ts';

/** What the log keeps. */
export interface Retention {
  /** How long after it was stored an event is kept, at least. */
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
  readonly #firstKept: StatementSync;
  readonly #storedAt: StatementSync;
  readonly #delete: StatementSync;
  readonly #forgettable: StatementSync;
  readonly #deletePeople: StatementSync;
  readonly #settled: StatementSync;
  readonly #deleteAlarms: StatementSync;
  readonly #imports: ImportTrimmer;

  constructor(database: DatabaseSync, retention: Retention) {
    this.#retention = retention;
    // Times of storing in a file of an older server may have run back: an old one behind a young one doesn't count.
    this.#firstKept = database.prepare(
      `SELECT sequence FROM events WHERE sequence >= ? AND sequence < ? AND stored_at >= ? ORDER BY sequence LIMIT 1`,
    );
    this.#storedAt = database.prepare('SELECT stored_at FROM events WHERE sequence = ?');
    this.#delete = database.prepare('DELETE FROM events WHERE sequence <= ?');
    const forgettable = 'SELECT rfid FROM people WHERE stored_at < ? AND alarm IS NULL LIMIT';
    this.#forgettable = database.prepare(`${forgettable} 1`);
    this.#deletePeople = database.prepare(`DELETE FROM people WHERE rfid IN (${forgettable} ${STEP_ROWS})`);
    const settled = 'SELECT alarm FROM alarms WHERE settled_at < ? LIMIT';
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
  isDue({ oldest }: LogState, cutoff: number): boolean {
    const first = this.#storedAt.get(oldest)?.['stored_at'];
    if (first !== undefined && Number(first) < cutoff) return true;
    const due = [this.#forgettable, this.#settled].some((some) => some.get(cutoff) !== undefined);
    return due || this.#imports.isDue(cutoff);
  }

  /**
   * One step towards keeping nothing whose time of storing is before `cutoff`, of events the oldest ones alone. A person's latest reading outlives the
   * count, but not the time; somebody with an open alarm stays, and so does an alarm that is open or unacknowledged.
   */
  trimByTime(state: LogState, cutoff: number): LogState {
    this.#deletePeople.run(cutoff);
    this.#deleteAlarms.run(cutoff);
    this.#imports.trim(cutoff);
    const end = Math.min(state.oldest + STEP_ROWS, state.head + 1);
    const firstKept = Number(this.#firstKept.get(state.oldest, end, cutoff)?.['sequence'] ?? end);
    return this.#removeUpTo(firstKept - 1, STEP_ROWS, state);
  }

  #removeUpTo(cut: number, rows: number, state: LogState): LogState {
    const last = Math.min(cut, state.oldest + rows - 1);
    if (last < state.oldest) return state;
    const trimmedStoredAt = Number(this.#storedAt.get(last)?.['stored_at'] ?? state.trimmedStoredAt);
    this.#delete.run(last);
    return { ...state, oldest: last + 1, trimmedStoredAt };
  }
}
