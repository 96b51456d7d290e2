import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { SteadyReading } from '../clock/clock-rules.ts';
import { openSteadyClock } from '../clock/steady-clock.ts';
import { describeFailure, failureError } from '../sqlite/failure.ts';
import { opening } from '../sqlite/opening.ts';
import { openAccessDatabase } from './access-database.ts';
import { AccessWriter } from './access-writer.ts';
import { AccessInMemory, AccessThread, AccessWrites } from './access-writes.ts';
import type { AuditEntry, AuditSink } from './audit-entry.ts';
import { AuditLog } from './audit-log.ts';
import type { AuditQuery, AuditRow, TimedEntry } from './audit-table.ts';
import { SignedOut } from './signed-out.ts';
import { FileTokenStore, type TokenStore } from './tokens.ts';

/** What an access store is opened with. */
export interface AccessStoreOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** The machine's steady clock, by which the audit is kept. */
  readonly steady?: () => SteadyReading;
  /** The file can't be used for now: told once, when that begins. */
  readonly onFailure?: (error: unknown) => void;
}

const SESSION_KEY_BYTES = 32;

/** Once the server runs every request waits for a read, so it can't be patient with another process. */
const RUNNING_PATIENCE_MS = 200;

/** Tokens, sessions and audit of a server, in a file that the command line may write into beside it. */
export class AccessStore {
  readonly tokens: TokenStore;
  readonly audit: AuditSink;
  /** What sessions are signed with: made with the file, the same from then on. */
  readonly sessionKey: Buffer;
  /** Reads only, once the server runs. */
  readonly #database: DatabaseSync;
  readonly #writes: AccessWrites;
  readonly #tokens: FileTokenStore;
  readonly #audit: AuditLog;
  readonly #signedOut: SignedOut;
  #isClosing = false;

  /** Opens the file, or `:memory:`, or makes it. @throws StartError when it can't be used */
  static open(file: string, options: AccessStoreOptions = {}): AccessStore {
    const { now = Date.now, steady = openSteadyClock(), onFailure = () => undefined } = options;
    const database = openAccessDatabase(file);
    return opening(file, 'the file of tokens', () => {
      try {
        return new AccessStore(database, file, { now, steady, onFailure });
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  private constructor(database: DatabaseSync, file: string, { now, steady, onFailure }: Required<AccessStoreOptions>) {
    this.#database = database;
    this.sessionKey = sessionKeyOf(database);
    const commits = file === ':memory:' ? new AccessInMemory(new AccessWriter(database)) : new AccessThread(file);
    this.#writes = new AccessWrites(commits, onFailure);
    this.#signedOut = new SignedOut(database, this.#writes, now);
    this.tokens = this.#tokens = new FileTokenStore(database, this.#writes, now, onFailure);
    this.audit = this.#audit = new AuditLog(database, this.#writes, now, steady);
    database.exec(`PRAGMA busy_timeout = ${RUNNING_PATIENCE_MS}`);
  }

  /** Whether a session was signed out before it expired, and whether that is on disk. @throws AppError `storage-unavailable` */
  signOutState(session: string): 'stored' | 'waiting' | undefined {
    return using(() => this.#signedOut.stateOf(session));
  }

  /**
   * Ends a session that would expire at `expiresAt` (ms since 1970): at once, and for good when this resolves.
   * @throws AppError `no-room` or `storage-unavailable`
   */
  signOut(session: string, expiresAt: number, entry: AuditEntry): Promise<void> {
    return this.#signedOut.add(session, expiresAt, entry);
  }

  /** Adds entries with the time that they have, those that are there already excepted. @throws AppError as `signOut` */
  copyAudit(entries: readonly TimedEntry[]): Promise<void> {
    return this.#audit.copy(entries);
  }

  /** Entries of the audit, newest first. @throws AppError `storage-unavailable` */
  auditPage(query: AuditQuery): AuditRow[] {
    return using(() => this.#audit.page(query));
  }

  /** Writes what waits, then closes the file. */
  async close(): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#audit.close();
    await Promise.all([this.#signedOut.close(), this.#tokens.close()]);
    await this.#writes.close();
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
