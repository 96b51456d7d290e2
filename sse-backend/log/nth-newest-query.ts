import type { StoredEventType } from '../contract/events.ts';
import { marks, type Query } from '../sqlite/query.ts';

/** Which events are meant: of these types and, where tags are named, of these. */
export interface EventFilter {
  readonly types: readonly StoredEventType[];
  readonly rfids: readonly string[];
}

/** Finds the sequence of the `count`th newest event that passes, by an index that has such events in order. */
export function nthNewestQuery(count: number, { types, rfids }: EventFilter): Query {
  const { sql, values } = rfids.length > 0 ? ofTags(rfids, types, count) : ofTypes(types, count);
  return { sql: `${sql} ORDER BY sequence DESC LIMIT 1 OFFSET ?`, values: [...values, count - 1] };
}

/** Imported readings of a tag are in no index in their order: all there are of it have to be looked at, should they be wanted. */
function ofTags(rfids: readonly string[], types: readonly StoredEventType[], count: number): Query {
  const tags = marks(rfids);
  const others = types.filter((type) => type !== 'backfill');
  const found: Query[] = [];
  if (others.length > 0) {
    const apart = `events INDEXED BY event_apart WHERE type <> 'backfill' AND previous IS NULL AND rfid IN (${tags})`;
    const newest = `SELECT sequence FROM ${apart} AND type IN (${marks(others)}) ORDER BY sequence DESC LIMIT ?`;
    found.push({ sql: `SELECT sequence FROM (${newest})`, values: [...rfids, ...others, count] });
  }
  if (types.includes('message')) found.push({ sql: chainOf(tags), values: [...rfids, count] });
  if (types.includes('backfill')) {
    const imported = `taken_at IS NOT NULL AND rfid IN (${tags}) AND type = 'backfill'`;
    found.push({ sql: `SELECT sequence FROM events WHERE ${imported}`, values: [...rfids] });
  }
  return { sql: found.map(({ sql }) => sql).join(' UNION ALL '), values: found.flatMap(({ values }) => values) };
}

/**
 * The newest live readings that weren't late, from each person's latest one back.
 *
 * [spec] https://www.sqlite.org/lang_with.html section 3.4: ORDER BY has the newest of all the chains taken next.
 */
function chainOf(tags: string): string {
  const latest = `SELECT events.sequence, events.previous FROM people CROSS JOIN events USING (sequence)
    WHERE people.rfid IN (${tags})`;
  const before = `SELECT events.sequence, events.previous
    FROM chain CROSS JOIN events ON events.sequence = chain.previous ORDER BY 1 DESC LIMIT ?`;
  const chain = `WITH RECURSIVE chain (sequence, previous) AS (${latest} UNION ALL ${before})`;
  return `SELECT sequence FROM (${chain} SELECT sequence FROM chain)`;
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
