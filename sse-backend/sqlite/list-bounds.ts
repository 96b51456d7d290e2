import type { Query } from './query.ts';

/** A place in a list, which is ordered by a time (ms since 1970) and, where that is the same, by sequence. */
export interface ListPlace {
  readonly atMs: number;
  readonly sequence: number;
}

/** What bounds a list that is read newest first. Times in milliseconds since 1970; `to` is exclusive. */
export interface ListBounds {
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** The place after which the list continues. */
  readonly before: ListPlace | undefined;
}

/** What a list asks for. */
export interface ListQuery extends ListBounds {
  readonly limit: number;
}

/**
 * `WHERE` with the given conditions, what columns must equal (`undefined` for anything) and the bounds, of which `column` has
 * the time; '' where there is nothing to say.
 */
export function whereWithin(
  column: string,
  { from, to, before }: ListBounds,
  equals: Readonly<Record<string, string | undefined>>,
  ...given: string[]
): Query {
  const conditions = [...given];
  const values: (string | number)[] = [];
  const where = (condition: string, ...bound: (string | number)[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  for (const [name, value] of Object.entries(equals)) if (value !== undefined) where(`${name} = ?`, value);
  if (from !== undefined) where(`${column} >= ?`, from);
  // Only the lower of the two: given both, SQLite looks up the higher one in the index, and every page of a long list
  // goes through all the pages before it.
  if (before && before.atMs < (to ?? Infinity)) where(`(${column}, sequence) < (?, ?)`, before.atMs, before.sequence);
  else if (to !== undefined) where(`${column} < ?`, to);
  return { sql: conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '', values };
}
