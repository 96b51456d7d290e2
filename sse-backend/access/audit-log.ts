import type { DatabaseSync } from 'node:sqlite';
import type { SteadyReading } from '../clock/clock-rules.ts';
import type { AccessWrites } from './access-writes.ts';
import type { AuditEntry, AuditSink } from './audit-entry.ts';
import { AuditTable, type AuditQuery, type AuditRow, type TimedEntry } from './audit-table.ts';

/** Interval between looks for entries that have been kept long enough. */
const TRIM_EVERY_MS = 1000;

/** Who changed what, when, from where. */
export class AuditLog implements AuditSink {
  readonly #table: AuditTable;
  readonly #writes: AccessWrites;
  readonly #now: () => number;
  readonly #steady: () => SteadyReading;
  readonly #timer: NodeJS.Timeout;
  #trimming: Promise<void> | undefined;

  constructor(database: DatabaseSync, writes: AccessWrites, now: () => number, steady: () => SteadyReading) {
    this.#table = new AuditTable(database);
    this.#writes = writes;
    this.#now = now;
    this.#steady = steady;
    this.#timer = setInterval(() => void (this.#trimming ??= this.#trim()), TRIM_EVERY_MS).unref();
  }

  record(entry: AuditEntry): Promise<void> {
    return this.#writes.write({ kind: 'entry', entry: { ...entry, atMs: this.#now() } });
  }

  /** Adds entries with the time that they have, those that are there already excepted. @throws AppError as `record` */
  copy(entries: readonly TimedEntry[]): Promise<void> {
    return this.#writes.write({ kind: 'copied-entries', entries });
  }

  /** Entries newest first. @throws an SQLite error */
  page(query: AuditQuery): AuditRow[] {
    return this.#table.page(query);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #trim(): Promise<void> {
    try {
      const clock = { wallMs: this.#now(), ...this.#steady() };
      if (this.#table.isDue(clock)) await this.#writes.write({ kind: 'trim', clock });
    } catch {
      // The next look trims. That the file can't be written is reported by the writes.
    } finally {
      this.#trimming = undefined;
    }
  }
}
