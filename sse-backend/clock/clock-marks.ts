import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { advanceClock, startClock, type ClockReading, type ClockState } from './clock-rules.ts';

/** The table, a step of a file's schema. */
export const CLOCK_MARKS_SQL = `CREATE TABLE clock_marks (
     counted_ms INTEGER PRIMARY KEY,
     position INTEGER NOT NULL,
     origin TEXT NOT NULL,
     elapsed_ms INTEGER NOT NULL,
     ahead_ms INTEGER NOT NULL,
     doubt_since_ms INTEGER,
     doubt_off_by_ms INTEGER
   ) STRICT;`;

/** Maximum share of the time to keep by which something is kept longer; a smaller one would take more marks. */
const MARKS_PER_RETENTION = 1000;

/** Maximum time between two marks. After a power cut the time since the last one is not counted. */
const LONGEST_BETWEEN_MS = 600_000;

/**
 * Finds what is old enough to remove without trusting the wall clock. A mark says: everything placed before `position` was there
 * when counted time stood at `countedMs`. Positions are numbers that never fall in the order of storing. The newest mark holds
 * the clock's state, so a command may write one beside a running server.
 */
export class ClockMarks {
  readonly #retainMs: number;
  readonly #newest: StatementSync;
  readonly #upsert: StatementSync;
  readonly #cutoff: StatementSync;
  readonly #prune: StatementSync;

  constructor(database: DatabaseSync, retainMs: number) {
    this.#retainMs = retainMs;
    this.#newest = database.prepare('SELECT * FROM clock_marks ORDER BY counted_ms DESC LIMIT 1');
    // The older position stays: something may have been placed since, in the same millisecond.
    this.#upsert = database.prepare(
      `INSERT INTO clock_marks VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (counted_ms) DO UPDATE SET
         origin = excluded.origin, elapsed_ms = excluded.elapsed_ms, ahead_ms = excluded.ahead_ms,
         doubt_since_ms = excluded.doubt_since_ms, doubt_off_by_ms = excluded.doubt_off_by_ms`,
    );
    this.#cutoff = database.prepare(
      'SELECT counted_ms, position FROM clock_marks WHERE counted_ms <= ? ORDER BY counted_ms DESC LIMIT 1',
    );
    this.#prune = database.prepare('DELETE FROM clock_marks WHERE counted_ms < ?');
  }

  /** The newest mark; `undefined` in a new file, or one from before marks. */
  newest(): (ClockState & { readonly position: number }) | undefined {
    const row = this.#newest.get();
    if (!row) return undefined;
    const { counted_ms, position, origin, elapsed_ms, ahead_ms, doubt_since_ms, doubt_off_by_ms } = row;
    const doubt =
      doubt_since_ms === null ? undefined : { sinceMs: Number(doubt_since_ms), offByMs: Number(doubt_off_by_ms) };
    return {
      countedMs: Number(counted_ms),
      position: Number(position),
      origin: String(origin),
      elapsedMs: Number(elapsed_ms),
      aheadMs: Number(ahead_ms),
      doubt,
    };
  }

  /**
   * Takes over a file from before marks, of times from `firstMs` to `newestMs`: positions that are wall clock times are believed
   * this once, up to the earlier of the newest one and the wall clock.
   */
  adopt(firstMs: number, newestMs: number, wallMs: number): void {
    const lastMs = Math.min(newestMs, wallMs);
    const beganMs = Math.max(firstMs, lastMs - this.#retainMs);
    const start = { origin: '', elapsedMs: 0, aheadMs: newestMs - lastMs, doubt: undefined };
    const stepMs = Math.max(1, Math.ceil((lastMs - beganMs) / MARKS_PER_RETENTION));
    for (let ms = beganMs; ms < lastMs; ms += stepMs) this.write({ ...start, countedMs: ms }, ms);
    this.write({ ...start, countedMs: lastMs }, lastMs);
  }

  /** The clock's state now, and whether a mark of it is due. */
  look(reading: ClockReading): { readonly state: ClockState; readonly isDue: boolean } {
    const before = this.newest();
    if (!before) return { state: startClock(reading), isDue: true };
    const state = advanceClock(before, reading, this.#retainMs);
    const isRestart = state.origin !== before.origin || state.elapsedMs < before.elapsedMs;
    const isNews = state.doubt?.sinceMs !== before.doubt?.sinceMs;
    const betweenMs = Math.min(this.#retainMs / MARKS_PER_RETENTION, LONGEST_BETWEEN_MS);
    return { state, isDue: isRestart || isNews || state.countedMs - before.countedMs >= betweenMs };
  }

  /** Writes a mark; everything before `position` has been placed, and nothing more will be. */
  write({ countedMs, origin, elapsedMs, aheadMs, doubt }: ClockState, position: number): void {
    const { sinceMs = null, offByMs = null } = doubt ?? {};
    this.#upsert.run(countedMs, position, origin, elapsedMs, aheadMs, sinceMs, offByMs);
    const kept = this.#cutoff.get(countedMs - this.#retainMs);
    if (kept) this.#prune.run(Number(kept['counted_ms']));
  }

  /** Everything placed before this was placed at least the time to keep ago, whatever the wall clock has said meanwhile. */
  cutoff({ countedMs }: ClockState): number {
    return Number(this.#cutoff.get(countedMs - this.#retainMs)?.['position'] ?? 0);
  }
}
