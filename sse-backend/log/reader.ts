import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StoredEventType } from '../contract/events.ts';
import { withId } from '../contract/wire.ts';
import { formatPosition } from '../contract/position.ts';
import type { Query } from '../sqlite/query.ts';
import type { AlarmPage, AlarmsQuery } from './alarm-shapes.ts';
import { alarmsQuery, readAlarmRow } from './alarms-query.ts';
import { countNotImportedQuery, countOfTagsQuery, countRareQuery, type EventRange } from './count-queries.ts';
import { historyStatement } from './history-statement.ts';
import { ImportReader } from './import-reader.ts';
import { Meta, type LogState } from './meta.ts';
import { nthNewestQuery, type EventFilter } from './nth-newest-query.ts';
import type {
  EventPage,
  HistoryQuery,
  HistoryRow,
  NewestPlace,
  Snapshot,
  StoredEvent,
  TrendBucket,
  TrendQuery,
} from './shapes.ts';
import { TrendReader } from './trend-reader.ts';

/** Reads the log in pages, each a short statement of its own: one left open for a slow reader would pin the WAL. */
export class LogReader {
  readonly #database: DatabaseSync;
  readonly #meta: Meta;
  readonly #between: StatementSync;
  readonly #notImported: StatementSync;
  readonly #people: StatementSync;
  readonly #firstSince: StatementSync;
  readonly #trend: TrendReader;
  readonly imports: ImportReader;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#meta = new Meta(database, 'read');
    this.#between = database.prepare(
      'SELECT sequence, type, rfid, data FROM events WHERE sequence > ? AND sequence <= ? ORDER BY sequence',
    );
    // SQLite would rather go through the table, past a million imported readings.
    this.#notImported = database.prepare(
      `SELECT sequence, type, rfid, data FROM events INDEXED BY event_not_imported
       WHERE type <> 'backfill' AND sequence > ? ORDER BY sequence LIMIT ?`,
    );
    this.#people = database.prepare('SELECT sequence, data FROM people ORDER BY rfid');
    this.#firstSince = database.prepare(
      'SELECT sequence FROM events WHERE stored_at >= ? ORDER BY stored_at, sequence LIMIT 1',
    );
    this.#trend = new TrendReader(database);
    this.imports = new ImportReader(database);
  }

  /** The events after a sequence, up to and including another. */
  between(after: number, last: number): EventPage {
    return this.#consistent(({ oldest }) => {
      const events = this.#between.all(after, last) as unknown as StoredEvent[];
      return { events, last: events.at(-1)?.sequence ?? after, oldest };
    });
  }

  /** The next events after a sequence that are not imported readings, however many of those lie between. */
  notImportedAfter(after: number, limit: number): EventPage {
    return this.#consistent(({ head, oldest }) => {
      const events = this.#notImported.all(after, limit) as unknown as StoredEvent[];
      const isAll = events.length < limit;
      return { events, last: isAll ? Math.max(after, head) : (events.at(-1)?.sequence ?? after), oldest };
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
  history(query: HistoryQuery): HistoryRow[] {
    const { sql, values } = historyStatement(query);
    return this.#database.prepare(sql).all(...values) as unknown as HistoryRow[];
  }

  /** One person's readings, thinned to buckets; those without a reading are left out. */
  trend(query: TrendQuery): TrendBucket[] {
    return this.#consistent(() => this.#trend.read(query));
  }

  /** Alarms, newest first. */
  alarms(query: AlarmsQuery): AlarmPage {
    return this.#consistent(({ head }) => {
      const { sql, values } = alarmsQuery(query);
      const rows = this.#database.prepare(sql).all(...values);
      return { alarms: rows.map(readAlarmRow), sequence: head };
    });
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

  /** The place before the `count` newest events that pass the filter; before all kept ones when there are fewer. */
  beforeNewest(count: number, filter: EventFilter): NewestPlace {
    return this.#consistent(({ head, oldest }) => {
      if (count === 0) return { sequence: head, areFewer: false };
      const { sql, values } = nthNewestQuery(count, filter);
      const row = this.#database.prepare(sql).get(...values);
      if (row === undefined) return { sequence: oldest - 1, areFewer: true };
      return { sequence: Number(row['sequence']) - 1, areFewer: false };
    });
  }

  /** How many events of a range are not imported readings. */
  countNotImported(range: EventRange): number {
    return this.#count(countNotImportedQuery(range));
  }

  /** How many events of a range are of types that are neither live readings nor imported ones. */
  countRare(range: EventRange, types: readonly StoredEventType[]): number {
    return this.#count(countRareQuery(range, types));
  }

  /** How many events of a range pass a filter that names tags. */
  countOfTags(range: EventRange, filter: EventFilter): number {
    return this.#count(countOfTagsQuery(range, filter));
  }

  /** The highest sequence that this reader sees. */
  head(): number {
    return this.#meta.read().head;
  }

  #count({ sql, values }: Query): number {
    return Number(this.#database.prepare(sql).get(...values)?.['count'] ?? 0);
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
