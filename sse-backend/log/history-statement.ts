import type { Query } from './nth-newest-query.ts';
import type { HistoryQuery } from './shapes.ts';

/** Finds readings by TakenAt, newest first, by an index that has them in that order. */
export function historyStatement({ rfid, from, to, limit, before }: HistoryQuery): Query {
  const conditions = ['taken_at IS NOT NULL'];
  const values: (string | number)[] = [];
  const where = (condition: string, ...given: (string | number)[]) => {
    conditions.push(condition);
    values.push(...given);
  };
  if (rfid !== undefined) where('rfid = ?', rfid);
  if (from !== undefined) where('taken_at >= ?', from);
  if (to !== undefined) where('taken_at < ?', to);
  if (before) where('(taken_at, sequence) < (?, ?)', before.takenAtMs, before.sequence);
  // A tag has one reading at a time; SQLite doesn't know, and would sort for nothing.
  const order = rfid === undefined ? 'taken_at DESC, sequence DESC' : 'taken_at DESC';
  const sql = `SELECT taken_at AS takenAtMs, sequence, data FROM events WHERE ${conditions.join(' AND ')}
    ORDER BY ${order} LIMIT ?`;
  return { sql, values: [...values, limit] };
}
