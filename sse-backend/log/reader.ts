import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { withId } from '../contract/wire.ts';
import { formatPosition } from '../contract/position.ts';
import { Meta, type LogState } from './meta.ts';
import type { EventPage, HistoryQuery, HistoryRow, Snapshot, StoredEvent } from './shapes.ts';
import type { StoredEventType } from '../contract/events.ts';

/** Which events are meant: of these types and, where tags are named, of these. */
export interface EventFilter {
  readonly types: readonly StoredEventType[];
  readonly rfids: readonly string[];
}

/** Reads the log in pages, each a short statement of its own: one left open for a slow reader would pin the WAL. */
export class LogReader {
  readonly #database: DatabaseSync;
  readonly #meta: Meta;
  readonly #after: StatementSync;
  readonly #people: StatementSync;
  readonly #firstSince: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#meta = new Meta(database, 'read');
    this.#after = database.prepare(
      'SELECT sequence, type, rfid, data FROM events WHERE sequence > ? AND sequence <= ? ORDER BY sequence',
    );
    this.#people = database.prepare('SELECT sequence, data FROM people ORDER BY rfid');
    this.#firstSince = database.prepare(
      'SELECT sequence FROM events WHERE stored_at >= ? ORDER BY stored_at, sequence LIMIT 1',
    );
  }

  /** The events after a sequence, up to and including another. */
  between(after: number, last: number): EventPage {
    return this.#consistent((state) => {
      const events = this.#after.all(after, last) as unknown as StoredEvent[];
      return { events, oldest: state.oldest };
    });
  }

  /** Everyone's latest reading, with ids. */
  latest(): Snapshot {
    return this.#consistent(({ epoch, head }) => {
      const rows = this.#people.all() as unknown as { readonly sequence: number; readonly data: string }[];
      const readings = rows.map(({ sequence, data }) => withId(formatPosition({ epoch, sequence }), data));
      return { readings, sequence: head };
    });
  }

  /** Readings by TakenAt, newest first. */
  history({ rfid, from, to, limit, before }: HistoryQuery): HistoryRow[] {
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
    const sql = `SELECT taken_at AS takenAtMs, sequence, data FROM events WHERE ${conditions.join(' AND ')}
      ORDER BY taken_at DESC, sequence DESC LIMIT ?`;
    return this.#database.prepare(sql).all(...values, limit) as unknown as HistoryRow[];
  }

  /** The sequence before the first event stored at or after a moment, and whether any such event was removed. */
  since(storedAtMs: number): { readonly sequence: number; readonly isTrimmed: boolean } {
    return this.#consistent(({ head, trimmedStoredAt }) => {
      const first = this.#firstSince.get(storedAtMs)?.['sequence'];
      return {
        sequence: first === undefined ? head : Number(first) - 1,
        isTrimmed: trimmedStoredAt >= storedAtMs && trimmedStoredAt > 0,
      };
    });
  }

  /** The sequence before the `count` newest events that pass the filter; before all kept ones when there are fewer. */
  beforeNewest(count: number, { types, rfids }: EventFilter): number {
    return this.#consistent(({ head, oldest }) => {
      if (count === 0) return head;
      const newest = rfids.length > 0 ? newestOfTags(rfids, types) : newestOfTypes(types, count);
      const sql = `${newest.sql} ORDER BY sequence DESC LIMIT 1 OFFSET ?`;
      const row = this.#database.prepare(sql).get(...newest.values, count - 1);
      return row === undefined ? oldest - 1 : Number(row['sequence']) - 1;
    });
  }

  /** The highest sequence that this reader sees. */
  head(): number {
    return this.#meta.read().head;
  }

  /** Several statements that see the same moment of the log. */
  #consistent<T>(read: (state: LogState) => T): T {
    this.#database.exec('BEGIN');
    try {
      return read(this.#meta.read());
    } finally {
      this.#database.exec('COMMIT');
    }
  }
}

interface Query {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** One tag's events are found in order by their index. */
function newestOfTags(rfids: readonly string[], types: readonly string[]): Query {
  const sql = `SELECT sequence FROM events WHERE rfid IN (${marks(rfids)}) AND type IN (${marks(types)})`;
  return { sql, values: [...rfids, ...types] };
}

/** Rare types by their own index: a search backwards for one that never occurs would end at the beginning of the log. */
function newestOfTypes(types: readonly string[], count: number): Query {
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
