import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Who stores something, and the address it came from. */
export interface Actor {
  readonly who: string;
  readonly from: string;
}

/** An audit entry, written in the same commit as the change that it reports. */
export interface PendingAuditEntry extends Actor {
  /** Names the entry in {@link PendingAuditEntries.handOver}. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
  readonly action: 'acknowledge' | 'cancel-import' | 'import' | 'store-readings';
  /** An alarm's or an import's id; how many readings. */
  readonly subject: string;
}

/** Which entries of stored readings are closed: those that were opened a minute ago, or all. */
export type AuditCut = 'minute' | 'all';

/** One entry for all readings that a caller stores from one address in that time: sensors would fill the audit. */
const ENTRY_EVERY_MS = 60_000;

/** Maximum number of entries handed over at once. Without it, an outage of the audit's file would end in one huge message. */
export const MOST_AT_ONCE = 10_000;

/**
 * Audit entries about changes of the log. Each entry is part of the transaction that makes its change, so kill -9 can't
 * separate the two. Entries are copied from here to the audit's file, then removed.
 */
export class PendingAuditEntries {
  readonly #add: StatementSync;
  readonly #count: StatementSync;
  readonly #isDue: StatementSync;
  readonly #close: StatementSync;
  readonly #closed: StatementSync;
  readonly #remove: StatementSync;
  /** Readings stored in the current transaction, by caller. */
  readonly #tallies = new Map<string, { readonly actor: Actor; count: number }>();

  constructor(database: DatabaseSync) {
    const insert = 'INSERT INTO audit_outbox (opened_at, at, who, action, subject, origin, is_open) VALUES';
    this.#add = database.prepare(`${insert} (?, ?, ?, ?, ?, ?, 0)`);
    this.#count = database.prepare(
      `${insert} (?, ?, ?, 'store-readings', ?, ?, 1)
       ON CONFLICT (who, origin) WHERE is_open = 1
       DO UPDATE SET at = excluded.at, subject = CAST(subject AS INTEGER) + CAST(excluded.subject AS INTEGER)`,
    );
    // The age counts in both directions, so that a clock that was set back doesn't keep an entry open.
    const isOld = 'is_open = 1 AND abs(? - opened_at) >= ?';
    this.#isDue = database.prepare(`SELECT 1 FROM audit_outbox WHERE is_open = 0 OR (${isOld}) LIMIT 1`);
    this.#close = database.prepare(`UPDATE audit_outbox SET is_open = 0 WHERE ${isOld}`);
    this.#closed = database.prepare(
      `SELECT number, at AS atMs, who, action, subject, origin AS "from"
       FROM audit_outbox WHERE is_open = 0 ORDER BY number LIMIT ?`,
    );
    this.#remove = database.prepare('DELETE FROM audit_outbox WHERE number = ?');
  }

  /** Adds an entry in the current transaction; nothing when the server itself acts. */
  add(action: PendingAuditEntry['action'], subject: string, actor: Actor | undefined, atMs: number): void {
    if (actor) this.#add.run(atMs, atMs, actor.who, action, subject, actor.from);
  }

  /** Counts readings for the caller's entry; {@link finish} writes it. */
  countReadings(count: number, actor: Actor | undefined): void {
    if (count === 0 || !actor) return;
    const key = `${actor.from} ${actor.who}`;
    const tally = this.#tallies.get(key);
    if (tally) tally.count += count;
    else this.#tallies.set(key, { actor, count });
  }

  /** Writes the counts of a transaction, before it ends: one row for each caller, however many requests they sent. */
  finish(atMs: number): void {
    for (const { actor, count } of this.#tallies.values()) {
      this.#count.run(atMs, atMs, actor.who, String(count), actor.from);
    }
    this.#tallies.clear();
  }

  /** After a rollback. */
  forget(): void {
    this.#tallies.clear();
  }

  /** Whether {@link handOver} would change or return anything. Reads only. */
  isDue(cut: AuditCut, nowMs: number): boolean {
    return this.#isDue.get(nowMs, ageOf(cut)) !== undefined;
  }

  /**
   * Removes the entries that have been copied, and returns the next ones, oldest first. They stay until the next call, so a
   * server that is killed in between copies them again. Entries of stored readings are closed only when no closed entry is
   * left: while nothing can be copied, each caller's readings are counted in one entry.
   */
  handOver(copied: readonly number[], cut: AuditCut, nowMs: number): PendingAuditEntry[] {
    for (const number of copied) this.#remove.run(number);
    const rest = this.#next();
    if (rest.length > 0) return rest;
    this.#close.run(nowMs, ageOf(cut));
    return this.#next();
  }

  #next(): PendingAuditEntry[] {
    return this.#closed.all(MOST_AT_ONCE) as unknown as PendingAuditEntry[];
  }
}

function ageOf(cut: AuditCut): number {
  return cut === 'all' ? 0 : ENTRY_EVERY_MS;
}
