import type { DatabaseSync } from 'node:sqlite';
import { SteadyTime } from '../sqlite/steady-time.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import type { Attempts } from './attempts.ts';
import type { AuditEntry, AuditSink } from './audit-entry.ts';
import { AuditTable, type AuditQuery, type AuditRow, type TimedEntry } from './audit-table.ts';

/** Each write waits for the disk, and everyone waits for it: so entries are gathered for as long, or up to so many. */
const WRITE_AFTER_MS = 1000;
const WRITE_AT_ENTRIES = 100;

/** While the disk doesn't take them, entries wait in memory; of more than that the oldest are lost. */
const MOST_WAITING = 10_000;

/** Who changed what, when, from where: gathered and written a moment later. */
export class AuditLog implements AuditSink {
  readonly #database: DatabaseSync;
  readonly #table: AuditTable;
  readonly #now: () => number;
  readonly #steady: SteadyTime;
  readonly #attempts: Attempts;
  readonly #timer: NodeJS.Timeout;
  #waiting: TimedEntry[] = [];

  constructor(database: DatabaseSync, now: () => number, attempts: Attempts) {
    this.#database = database;
    this.#table = new AuditTable(database);
    this.#now = now;
    this.#steady = new SteadyTime(now, () => performance.now());
    this.#attempts = attempts;
    this.#timer = setInterval(() => this.#look(), WRITE_AFTER_MS).unref();
  }

  record(entry: AuditEntry): void {
    this.#waiting.push({ ...entry, atMs: this.#now() });
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
    if (this.#waiting.length >= WRITE_AT_ENTRIES && !this.#attempts.isFailing) this.#write();
  }

  /** Entries newest first, what was recorded a moment ago too. @throws an SQLite error */
  page(query: AuditQuery): AuditRow[] {
    this.#write();
    return this.#table.page(query);
  }

  /** Writes what waits, and no more. */
  close(): void {
    clearInterval(this.#timer);
    this.#write();
  }

  #look(): void {
    this.#write();
    const now = this.#steady.read();
    if (now === undefined || this.#attempts.isFailing) return;
    this.#attempts.make(() => {
      if (this.#table.isDue(now)) this.#table.trim(now);
    });
  }

  #write(): void {
    if (this.#waiting.length === 0) return;
    this.#attempts.make(() => {
      inTransaction(this.#database, () => {
        for (const entry of this.#waiting) this.#table.add(entry);
      });
      this.#waiting = [];
    });
  }
}
