import type { DatabaseSync, StatementSync } from 'node:sqlite';
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

/** Entries are kept for a year. */
const KEPT_MS = 365 * 86_400_000;

/** Rows a step: a few milliseconds, as it is done between two requests; more than are ever added at once. */
const STEP_ROWS = 1000;

/** The audit in the file. */
export class AuditTable {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #overdue: StatementSync;
  readonly #trim: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare('INSERT INTO audit (at, who, action, subject, origin) VALUES (?, ?, ?, ?, ?)');
    const overdue = 'SELECT sequence FROM audit WHERE at < ? LIMIT';
    this.#overdue = database.prepare(`${overdue} 1`);
    this.#trim = database.prepare(`DELETE FROM audit WHERE sequence IN (${overdue} ${STEP_ROWS})`);
  }

  add({ atMs, who, action, subject, from }: TimedEntry): void {
    this.#insert.run(atMs, who, action, subject, from);
  }

  /** Newest first. */
  page({ who, action, limit, ...bounds }: AuditQuery): AuditRow[] {
    const { sql: where, values } = whereWithin('at', bounds, { who, action });
    const sql = `SELECT at AS atMs, sequence, who, action, subject, origin AS "from"
      FROM audit ${where} ORDER BY at DESC, sequence DESC LIMIT ?`;
    return this.#database.prepare(sql).all(...values, limit) as unknown as AuditRow[];
  }

  /** Whether {@link trim} would find something to remove. */
  isDue(nowMs: number): boolean {
    return this.#overdue.get(nowMs - KEPT_MS) !== undefined;
  }

  /** Takes a step towards keeping nothing for longer than it is to be kept. */
  trim(nowMs: number): void {
    this.#trim.run(nowMs - KEPT_MS);
  }
}
