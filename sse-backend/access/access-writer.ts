import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ClockReading } from '../clock/clock-rules.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { WholeFiles } from '../sqlite/whole-files.ts';
import { AuditTable, type TimedEntry } from './audit-table.ts';
import { TokenTable } from './token-table.ts';

/** A change of the access file by a running server. */
export type AccessChange =
  | { readonly kind: 'entry'; readonly entry: TimedEntry }
  /** Entries from the log's entries; after kill -9 some may have been copied before. */
  | { readonly kind: 'copied-entries'; readonly entries: readonly TimedEntry[] }
  | SignOutChange
  | { readonly kind: 'token-use'; readonly id: string; readonly atMs: number }
  /** Removes some of the entries that have been kept long enough, and the sign-outs that are as old. */
  | { readonly kind: 'trim'; readonly clock: ClockReading };

/** The end of a session that would have expired at `expiresAt` (ms since 1970), with its audit entry. May be repeated. */
export interface SignOutChange {
  readonly kind: 'sign-out';
  readonly session: string;
  readonly expiresAt: number;
  readonly entry: TimedEntry;
}

/** Writes changes to the access file. Synchronous: for a file it runs in a worker thread. */
export class AccessWriter {
  readonly #database: DatabaseSync;
  readonly #whole: WholeFiles;
  readonly #audit: AuditTable;
  readonly #tokens: TokenTable;
  readonly #signOut: StatementSync;
  readonly #forgetSignOuts: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#whole = new WholeFiles(database);
    this.#audit = new AuditTable(database);
    this.#tokens = new TokenTable(database);
    this.#signOut = database.prepare(
      `INSERT OR IGNORE INTO signed_out (session, expires_at, sequence)
       SELECT ?, ?, seq FROM sqlite_sequence WHERE name = 'audit'`,
    );
    // By the wall clock alone, one that was ahead for a moment would bring sessions back that were signed out.
    this.#forgetSignOuts = database.prepare('DELETE FROM signed_out WHERE sequence < ? AND expires_at < ?');
  }

  /** Makes changes durable, all or none, in one transaction. @throws an SQLite error, or LostFileError when a file was cut */
  commit(changes: readonly AccessChange[]): void {
    const lengths = this.#whole.lengths();
    this.#whole.expect(lengths);
    inTransaction(this.#database, () => {
      for (const change of changes) this.#apply(change);
      this.#whole.expect(lengths);
    });
  }

  close(): void {
    this.#database.close();
  }

  #apply(change: AccessChange): void {
    switch (change.kind) {
      case 'entry':
        return this.#audit.add(change.entry);
      case 'copied-entries':
        for (const entry of change.entries) this.#audit.addOnce(entry);
        return;
      case 'sign-out':
        this.#audit.addOnce(change.entry);
        this.#signOut.run(change.session, change.expiresAt);
        return;
      case 'token-use':
        return this.#tokens.use(change.id, change.atMs);
      case 'trim':
        this.#forgetSignOuts.run(this.#audit.trim(change.clock), change.clock.wallMs);
        return;
    }
  }
}
