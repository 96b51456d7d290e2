import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { inTransaction } from '../sqlite/transaction.ts';
import type { Attempts } from './attempts.ts';

/** What could not be written is tried again so often. */
const RETRY_MS = 1000;

/** While the disk doesn't take them, sign-outs wait in memory; of more than that the oldest are lost. */
const MOST_WAITING = 10_000;

/** Sessions that were signed out before they expired. Whoever leaves a ward's computer must be out, with a full disk too. */
export class SignedOut {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly #attempts: Attempts;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #forget: StatementSync;
  readonly #timer: NodeJS.Timeout;
  /** With when they would expire by themselves. */
  readonly #waiting = new Map<string, number>();

  constructor(database: DatabaseSync, now: () => number, attempts: Attempts) {
    this.#database = database;
    this.#now = now;
    this.#attempts = attempts;
    this.#select = database.prepare('SELECT 1 FROM signed_out WHERE session = ?');
    this.#insert = database.prepare('INSERT OR IGNORE INTO signed_out VALUES (?, ?)');
    this.#forget = database.prepare('DELETE FROM signed_out WHERE expires_at < ?');
    this.#timer = setInterval(() => this.#write(), RETRY_MS).unref();
  }

  /** @throws an SQLite error */
  has(session: string): boolean {
    return this.#waiting.has(session) || this.#select.get(session) !== undefined;
  }

  /** Adds one that would expire by itself then, in ms since 1970, and forgets those that have. */
  add(session: string, expiresAt: number): void {
    this.#waiting.set(session, expiresAt);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > MOST_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    if (!this.#attempts.isFailing) this.#write();
  }

  /** Writes what waits, and no more. */
  close(): void {
    clearInterval(this.#timer);
    this.#write();
  }

  #write(): void {
    if (this.#waiting.size === 0) return;
    this.#attempts.make(() => {
      inTransaction(this.#database, () => {
        this.#forget.run(this.#now());
        for (const [session, expiresAt] of this.#waiting) this.#insert.run(session, expiresAt);
      });
      this.#waiting.clear();
    });
  }
}
