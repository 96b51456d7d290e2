import type { StoredEventType } from '../contract/events.ts';
import type { Query } from '../sqlite/query.ts';

/** Which events are meant: of these types and, where tags are named, of these. */
export interface EventFilter {
  readonly types: readonly StoredEventType[];
  readonly rfids: readonly string[];
}

/** Finds the sequence of the `count`th newest event that passes, by an index that has such events in order. */
export function nthNewestQuery(count: number, { types, rfids }: EventFilter): Query {
  const { sql, values } = rfids.length > 0 ? ofTags(rfids, types) : ofTypes(types, count);
  return { sql: `${sql} ORDER BY sequence DESC LIMIT 1 OFFSET ?`, values: [...values, count - 1] };
}

/** Imported readings of a tag are in no index in their order: all there are of it have to be looked at, should they be wanted. */
function ofTags(rfids: readonly string[], types: readonly StoredEventType[]): Query {
  const others = types.filter((type) => type !== 'backfill');
  const wanted = [
    ...(others.length > 0 ? [{ from: 'INDEXED BY event_by_rfid', where: "type <> 'backfill'", of: others }] : []),
    ...(types.includes('backfill') ? [{ from: '', where: 'taken_at IS NOT NULL', of: ['backfill'] }] : []),
  ];
  const found = wanted.map(
    ({ from, where, of }) =>
      `SELECT sequence FROM events ${from} WHERE ${where} AND rfid IN (${marks(rfids)}) AND type IN (${marks(of)})`,
  );
  return { sql: found.join(' UNION ALL '), values: wanted.flatMap(({ of }) => [...rfids, ...of]) };
}

/** The words of the index that has a type's events in order; SQLite would rather go backwards through all the others. */
const INDEXED: Readonly<Record<StoredEventType, string>> = {
  message: "INDEXED BY event_not_imported WHERE type <> 'backfill'",
  acknowledgement: "INDEXED BY event_by_rare_type WHERE type NOT IN ('message', 'backfill')",
  backfill: 'WHERE true',
};

/** Each type by itself: a search backwards for one that never occurs would end at the beginning of the log. */
function ofTypes(types: readonly StoredEventType[], count: number): Query {
  const newest = types.map((type) => {
    const found = `SELECT sequence FROM events ${INDEXED[type]} AND type = ? ORDER BY sequence DESC LIMIT ?`;
    return `SELECT * FROM (${found})`;
  });
  return {
    sql: `SELECT sequence FROM (${newest.join(' UNION ALL ')})`,
    values: types.flatMap((type) => [type, count]),
  };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
