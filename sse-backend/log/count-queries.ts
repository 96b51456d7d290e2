import type { StoredEventType } from '../contract/events.ts';
import { marks, type Query } from '../sqlite/query.ts';
import type { EventFilter } from './nth-newest-query.ts';

/** Events after a sequence, up to and including another. */
export interface EventRange {
  readonly after: number;
  readonly last: number;
}

/** Maximum length of a range that is scanned row by row. In a longer one, reading all imported readings of the tags is faster. */
const FEW_ROWS = 100_000;

/** Counts the events of a range that are not imported readings: 0.1 ms for every thousand, from an index. */
export function countNotImportedQuery({ after, last }: EventRange): Query {
  const found = "events INDEXED BY event_not_imported WHERE type <> 'backfill' AND sequence > ? AND sequence <= ?";
  return { sql: `SELECT count(*) AS count FROM ${found}`, values: [after, last] };
}

/** Counts the events of a range of types that are rare: neither live readings nor imported ones. */
export function countRareQuery({ after, last }: EventRange, types: readonly StoredEventType[]): Query {
  const rare = "events INDEXED BY event_by_rare_type WHERE type NOT IN ('message', 'backfill')";
  const sql = `SELECT count(*) AS count FROM ${rare} AND type IN (${marks(types)}) AND sequence > ? AND sequence <= ?`;
  return { sql, values: [...types, after, last] };
}

/** Counts the events of a range that belong to some tags, and reads hardly any others. */
export function countOfTagsQuery({ after, last }: EventRange, { types, rfids }: EventFilter): Query {
  const tags = `rfid IN (${marks(rfids)})`;
  const range = 'sequence > ? AND sequence <= ?';
  const others = types.filter((type) => type !== 'backfill');
  const found: Query[] = [];
  if (others.length > 0) {
    const apart = `events INDEXED BY event_apart WHERE type <> 'backfill' AND previous IS NULL AND ${tags}`;
    const sql = `SELECT count(*) AS count FROM ${apart} AND ${range} AND type IN (${marks(others)})`;
    found.push({ sql, values: [...rfids, after, last, ...others] });
  }
  if (types.includes('message')) {
    // From each person's latest reading back, as in `nthNewestQuery`.
    const latest = `SELECT events.sequence, events.previous FROM people CROSS JOIN events USING (sequence)
      WHERE people.${tags} AND sequence > ?`;
    const before = `SELECT events.sequence, events.previous
      FROM chain CROSS JOIN events ON events.sequence = chain.previous WHERE chain.previous > ?`;
    const chain = `WITH RECURSIVE chain (sequence, previous) AS (${latest} UNION ALL ${before})`;
    const sql = `SELECT * FROM (${chain} SELECT count(*) AS count FROM chain WHERE sequence <= ?)`;
    found.push({ sql, values: [...rfids, after, after, last] });
  }
  if (types.includes('backfill')) {
    const rows = last - after <= FEW_ROWS ? 'events NOT INDEXED' : 'events INDEXED BY event_identity';
    const sql = `SELECT count(*) AS count FROM ${rows} WHERE taken_at IS NOT NULL AND ${tags} AND type = 'backfill' AND ${range}`;
    found.push({ sql, values: [...rfids, after, last] });
  }
  const sql = found.map((query) => query.sql).join(' UNION ALL ');
  return { sql: `SELECT sum(count) AS count FROM (${sql})`, values: found.flatMap(({ values }) => values) };
}
