import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Sessions that were signed out before they expired. */
export class SignedOut {
  readonly #now: () => number;
  readonly #select: StatementSync;
  readonly #insert: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync, now: () => number) {
    this.#now = now;
    this.#select = database.prepare('SELECT 1 FROM signed_out WHERE session = ?');
    this.#insert = database.prepare('INSERT OR IGNORE INTO signed_out VALUES (?, ?)');
    this.#forget = database.prepare('DELETE FROM signed_out WHERE expires_at < ?');
  }

  has(session: string): boolean {
    return this.#select.get(session) !== undefined;
  }

  /** Adds one that would expire by itself then, in ms since 1970, and forgets those that have. */
  add(session: string, expiresAt: number): void {
    this.#forget.run(this.#now());
    this.#insert.run(session, expiresAt);
  }
}
