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

function ofTags(rfids: readonly string[], types: readonly string[]): Query {
  const sql = `SELECT sequence FROM events WHERE rfid IN (${marks(rfids)}) AND type IN (${marks(types)})`;
  return { sql, values: [...rfids, ...types] };
}

/** Rare types by their own index: a search backwards for one that never occurs would end at the beginning of the log. */
function ofTypes(types: readonly string[], count: number): Query {
  const rare = types.filter((type) => type !== 'message' && type !== 'backfill');
  const common = types.filter((type) => !rare.includes(type));
  const branches = [
    ...rare.map((type) => ({ condition: "type = ? AND type NOT IN ('message', 'backfill')", values: [type] })),
    ...(common.length > 0 ? [{ condition: `type IN (${marks(common)})`, values: common }] : []),
  ];
  const newest = branches.map(
    ({ condition }) => `SELECT * FROM (SELECT sequence FROM events WHERE ${condition} ORDER BY sequence DESC LIMIT ?)`,
  );
  return {
    sql: `SELECT sequence FROM (${newest.join(' UNION ALL ')})`,
    values: branches.flatMap(({ values }) => [...values, count]),
  };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
