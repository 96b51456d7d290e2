import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ClockMarks } from '../clock/clock-marks.ts';
import type { ClockReading } from '../clock/clock-rules.ts';
import { whereWithin, type ListPlace, type ListQuery } from '../sqlite/list-bounds.ts';
import type { AuditAction, AuditEntry } from './audit-entry.ts';

/** An entry with when it was done, in milliseconds since 1970. */
export interface TimedEntry extends AuditEntry {
  readonly atMs: number;
}

/** An entry in its place in the audit. */
export type AuditRow = TimedEntry & ListPlace;

/** Which entries, by when they were done. */
export interface AuditQuery extends ListQuery {
  readonly who: string | undefined;
  readonly action: AuditAction | undefined;
}

/** Entries are kept for a year, at least. */
const KEPT_MS = 365 * 86_400_000;

/** Rows a step: a few milliseconds, as it is done between two requests; more than are ever added at once. */
const STEP_ROWS = 1000;

/** The audit in the file. */
export class AuditTable {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #insertOnce: StatementSync;
  readonly #overdue: StatementSync;
  readonly #trim: StatementSync;
  readonly #newest: StatementSync;
  readonly #marks: ClockMarks;

  constructor(database: DatabaseSync) {
    this.#database = database;
    const insert = 'INSERT INTO audit (at, who, action, subject, origin)';
    this.#insert = database.prepare(`${insert} VALUES (?, ?, ?, ?, ?)`);
    this.#insertOnce = database.prepare(
      `${insert} SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS
       (SELECT 1 FROM audit WHERE at = ?1 AND who = ?2 AND action = ?3 AND subject = ?4 AND origin = ?5)`,
    );
    const overdue = 'SELECT sequence FROM audit WHERE sequence < ? ORDER BY sequence LIMIT';
    this.#overdue = database.prepare(`${overdue} 1`);
    this.#trim = database.prepare(`DELETE FROM audit WHERE sequence IN (${overdue} ${STEP_ROWS})`);
    // Kept by SQLite, also when the table is empty.
    this.#newest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'audit'");
    this.#marks = new ClockMarks(database, KEPT_MS);
  }

  add({ atMs, who, action, subject, from }: TimedEntry): void {
    this.#insert.run(atMs, who, action, subject, from);
  }

  /** Adds an entry unless it is there: nobody does the same thing twice within a millisecond from one address. */
  addOnce({ atMs, who, action, subject, from }: TimedEntry): void {
    this.#insertOnce.run(atMs, who, action, subject, from);
  }

  /** Newest first. */
  page({ who, action, limit, ...bounds }: AuditQuery): AuditRow[] {
    const { sql: where, values } = whereWithin('at', bounds, { who, action });
    const sql = `SELECT at AS atMs, sequence, who, action, subject, origin AS "from"
      FROM audit ${where} ORDER BY at DESC, sequence DESC LIMIT ?`;
    return this.#database.prepare(sql).all(...values, limit) as unknown as AuditRow[];
  }

  /** Whether {@link trim} has something to do. */
  isDue(clock: ClockReading): boolean {
    const { state, isDue } = this.#marks.look(clock);
    return isDue || this.#overdue.get(this.#marks.cutoff(state)) !== undefined;
  }

  /**
   * Takes a step towards keeping nothing for longer than it is to be kept, whatever the wall clock says. Gives the sequence of
   * the first entry that is still to be kept.
   */
  trim(clock: ClockReading): number {
    const { state, isDue } = this.#marks.look(clock);
    if (isDue) this.#marks.write(state, Number(this.#newest.get()?.['seq'] ?? 0) + 1);
    const cutoff = this.#marks.cutoff(state);
    this.#trim.run(cutoff);
    return cutoff;
  }
}
