import type { Query } from './nth-newest-query.ts';

/** What bounds a list that is read newest first. Times in milliseconds since 1970; `to` is exclusive. */
export interface ListBounds {
  readonly rfid: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** The place after which the list continues: a time and, where that is the same, a sequence. */
  readonly before: { readonly atMs: number; readonly sequence: number } | undefined;
}

/** `WHERE` with the given conditions and the bounds, of which `column` has the time; '' where there is nothing to say. */
export function whereWithin(column: string, { rfid, from, to, before }: ListBounds, ...given: string[]): Query {
  const conditions = [...given];
  const values: (string | number)[] = [];
  const where = (condition: string, ...bound: (string | number)[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (rfid !== undefined) where('rfid = ?', rfid);
  if (from !== undefined) where(`${column} >= ?`, from);
  // Only the lower of the two: given both, SQLite looks up the higher one in the index, and every page of a long list
  // goes through all the pages before it.
  if (before && before.atMs < (to ?? Infinity)) where(`(${column}, sequence) < (?, ?)`, before.atMs, before.sequence);
  else if (to !== undefined) where(`${column} < ?`, to);
  return { sql: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}
