import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { describeFailure, failureError } from '../sqlite/failure.ts';
import { opening } from '../sqlite/opening.ts';
import { openAccessDatabase } from './access-database.ts';
import { Attempts } from './attempts.ts';
import type { AuditSink } from './audit-entry.ts';
import { AuditLog } from './audit-log.ts';
import type { AuditQuery, AuditRow } from './audit-table.ts';
import { SignedOut } from './signed-out.ts';
import { StoredReadings } from './stored-readings.ts';
import type { TokenBook } from './token-book.ts';
import { Tokens } from './tokens.ts';

/** What an access store is opened with. */
export interface AccessStoreOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The file can't be used for now: told once, when that begins. */
  readonly onFailure?: (error: unknown) => void;
}

const SESSION_KEY_BYTES = 32;

/** Once the server runs everyone waits for a write, so it can't be patient with another process; most are tried again. */
const RUNNING_PATIENCE_MS = 200;

/** Tokens, sessions and audit of a server, in a file that the command line may write into beside it. */
export class AccessStore {
  readonly tokens: TokenBook;
  readonly audit: AuditSink;
  readonly storedReadings: StoredReadings;
  /** What sessions are signed with: made with the file, the same from then on. */
  readonly sessionKey: Buffer;
  readonly #database: DatabaseSync;
  readonly #tokens: Tokens;
  readonly #audit: AuditLog;
  readonly #signedOut: SignedOut;

  /** Opens the file, or `:memory:`, or makes it. @throws StartError when it can't be used */
  static open(file: string, { now = Date.now, onFailure = () => undefined }: AccessStoreOptions = {}): AccessStore {
    const database = openAccessDatabase(file);
    return opening(file, 'the file of tokens', () => {
      try {
        return new AccessStore(database, now, onFailure);
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  private constructor(database: DatabaseSync, now: () => number, onFailure: (error: unknown) => void) {
    this.#database = database;
    this.sessionKey = sessionKeyOf(database);
    this.#signedOut = new SignedOut(database, now, new Attempts(onFailure));
    this.tokens = this.#tokens = new Tokens(database, now, onFailure);
    this.audit = this.#audit = new AuditLog(database, now, new Attempts(onFailure));
    this.storedReadings = new StoredReadings(this.audit);
    database.exec(`PRAGMA busy_timeout = ${RUNNING_PATIENCE_MS}`);
  }

  /** Whether a session was signed out before it expired. @throws AppError `storage-unavailable` */
  isSignedOut(session: string): boolean {
    return using(() => this.#signedOut.has(session));
  }

  /** Ends a session for good, at once: kept until it expires (ms since 1970). */
  signOut(session: string, expiresAt: number): void {
    this.#signedOut.add(session, expiresAt);
  }

  /** Entries of the audit, newest first. @throws AppError `storage-unavailable` */
  auditPage(query: AuditQuery): AuditRow[] {
    return using(() => this.#audit.page(query));
  }

  /** Writes what waits, then closes the file. */
  close(): void {
    if (!this.#database.isOpen) return;
    this.storedReadings.close();
    this.#audit.close();
    this.#signedOut.close();
    this.#tokens.close();
    this.#database.close();
  }
}

function sessionKeyOf(database: DatabaseSync): Buffer {
  database.prepare("INSERT OR IGNORE INTO secrets VALUES ('session', ?)").run(randomBytes(SESSION_KEY_BYTES));
  return Buffer.from(
    database.prepare("SELECT value FROM secrets WHERE name = 'session'").get()?.['value'] as Uint8Array,
  );
}

function using<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw failureError(describeFailure(error), 'The store of tokens');
  }
}
