import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { whereWithin, type ListQuery } from '../sqlite/list-bounds.ts';
import type { ImportEvent, ImportJob, RefusedRow } from './import-shapes.ts';
import { readImport } from './import-table.ts';

/** Characters of refused rows that are read at once: each may have 256 Ki, and whoever gets them parses them in one go. */
const MOST_CHARACTERS = 256 * 1024;

/** Reads imports, each call a short statement of its own. */
export class ImportReader {
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #unfinished: StatementSync;
  readonly #events: StatementSync;
  readonly #refused: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#find = database.prepare('SELECT * FROM imports WHERE id = ?');
    this.#unfinished = database.prepare('SELECT * FROM imports WHERE ended_at IS NULL ORDER BY sequence');
    const after = 'WHERE import = (SELECT sequence FROM imports WHERE id = ?) AND number > ? ORDER BY number LIMIT ?';
    this.#events = database.prepare(`SELECT number, type, data FROM import_events ${after}`);
    this.#refused = database.prepare(`SELECT number, line, record, reason FROM import_refused ${after}`);
  }

  find(id: string): ImportJob | undefined {
    const row = this.#find.get(id);
    return row && readImport(row);
  }

  /** Imports by when they were created, newest first. */
  page({ limit, ...bounds }: ListQuery): ImportJob[] {
    const { sql: where, values } = whereWithin('created_at', bounds, {});
    const sql = `SELECT * FROM imports ${where} ORDER BY created_at DESC, sequence DESC LIMIT ?`;
    return this.#database
      .prepare(sql)
      .all(...values, limit)
      .map(readImport);
  }

  /** Those that are not over, oldest first. */
  unfinished(): ImportJob[] {
    return this.#unfinished.all().map(readImport);
  }

  /** The events of an import after one of them; none where there is no such import. */
  eventsAfter(id: string, number: number, limit: number): ImportEvent[] {
    return this.#events.all(id, number, limit) as unknown as ImportEvent[];
  }

  /** The rows that an import refused, after one of them: fewer than `limit` where they are long, none at the end. */
  refusedAfter(id: string, number: number, limit: number): RefusedRow[] {
    const rows: RefusedRow[] = [];
    let characters = 0;
    for (const row of this.#refused.iterate(id, number, limit) as Iterable<unknown> as Iterable<RefusedRow>) {
      rows.push(row);
      characters += row.record.length;
      if (characters > MOST_CHARACTERS) break;
    }
    return rows;
  }
}
