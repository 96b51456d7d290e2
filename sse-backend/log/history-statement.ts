import { whereWithin } from '../sqlite/list-bounds.ts';
import type { Query } from '../sqlite/query.ts';
import type { HistoryQuery } from './shapes.ts';

/** Finds readings by TakenAt, newest first, by an index that has them in that order. */
export function historyStatement({ rfid, limit, ...bounds }: HistoryQuery): Query {
  // In the words of the indices.
  const { sql: where, values } = whereWithin('taken_at', bounds, { rfid }, 'taken_at IS NOT NULL');
  // A tag has one reading at a time; SQLite doesn't know, and would sort for nothing.
  const order = rfid === undefined ? 'taken_at DESC, sequence DESC' : 'taken_at DESC';
  const sql = `SELECT taken_at AS atMs, sequence, data FROM events ${where} ORDER BY ${order} LIMIT ?`;
  return { sql, values: [...values, limit] };
}
