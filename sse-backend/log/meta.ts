import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { newName } from './new-name.ts';

/** What a log knows of itself beside its rows. */
export interface LogState {
  /** Names this log; made when it is created. */
  readonly epoch: string;
  /** The highest sequence ever given. Kept beside the rows, so that it never restarts when retention empties the table. */
  readonly head: number;
  /** The oldest sequence kept; `head + 1` when none is. */
  readonly oldest: number;
  /** When the newest removed event had been stored, in ms since 1970; 0 when none was ever removed. */
  readonly trimmedStoredAt: number;
  /** The newest time under which anything was stored, in ms since 1970: none is given that is before it. */
  readonly newestStoredAt: number;
}

const EPOCH_LENGTH = 6;

/** The log's state as rows of `meta`, read and written within the caller's transaction. */
export class Meta {
  readonly #select: StatementSync;
  readonly #upsert: StatementSync | undefined;

  constructor(database: DatabaseSync, access: 'read' | 'write') {
    this.#select = database.prepare('SELECT key, value FROM meta');
    this.#upsert =
      access === 'write'
        ? database.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
        : undefined;
  }

  /** The state stored; a new log's is made up, with a new epoch, and is there for good with the first {@link write}. */
  read(): LogState {
    const values = new Map(this.#select.all().map(({ key, value }) => [key, value]));
    return {
      epoch: String(values.get('epoch') ?? newEpoch()),
      head: Number(values.get('head') ?? 0),
      oldest: Number(values.get('oldest') ?? 1),
      trimmedStoredAt: Number(values.get('trimmedStoredAt') ?? 0),
      newestStoredAt: Number(values.get('newestStoredAt') ?? 0),
    };
  }

  /** Writes what differs from what was written `before`. */
  write(state: LogState, before?: LogState): void {
    for (const [key, value] of Object.entries(state) as [keyof LogState, string | number][]) {
      if (value !== before?.[key]) this.#upsert?.run(key, value);
    }
  }
}

/** A name for a log, unlike any before. It begins with a letter, so that an id never looks like a bare number. */
export function newEpoch(): string {
  return newName(EPOCH_LENGTH);
}
