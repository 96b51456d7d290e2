import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { AppError } from '../app-error.ts';
import type { SignOutChange } from './access-writer.ts';
import type { AccessWrites } from './access-writes.ts';
import type { AuditEntry } from './audit-entry.ts';

/** Interval between attempts to store what could not be stored. */
const RETRY_MS = 1000;

/** Maximum number of sign-outs that wait for the disk. Without it, a full disk would fill the memory; the oldest are lost. */
const MOST_WAITING = 10_000;

/** Sessions that were signed out before they expired. Whoever leaves a ward's computer must be out, with a full disk too. */
export class SignedOut {
  readonly #writes: AccessWrites;
  readonly #now: () => number;
  readonly #select: StatementSync;
  readonly #timer: NodeJS.Timeout;
  readonly #waiting = new Map<string, SignOutChange>();
  #retrying: Promise<void> | undefined;

  constructor(database: DatabaseSync, writes: AccessWrites, now: () => number) {
    this.#writes = writes;
    this.#now = now;
    this.#select = database.prepare('SELECT 1 FROM signed_out WHERE session = ?');
    this.#timer = setInterval(() => void this.#retry(), RETRY_MS).unref();
  }

  /** Whether a sign-out is on disk, or counts already but waits for it. @throws an SQLite error */
  stateOf(session: string): 'stored' | 'waiting' | undefined {
    if (this.#waiting.has(session)) return 'waiting';
    return this.#select.get(session) === undefined ? undefined : 'stored';
  }

  /**
   * Ends a session that would expire at `expiresAt` (ms since 1970): at once, and for good when this resolves.
   * @throws AppError `no-room` or `storage-unavailable` when that could not be stored; it is tried again
   */
  async add(session: string, expiresAt: number, entry: AuditEntry): Promise<void> {
    const timed = { ...entry, atMs: this.#now() };
    const change = this.#waiting.get(session) ?? { kind: 'sign-out', session, expiresAt, entry: timed };
    this.#waiting.set(session, change);
    const [oldest] = this.#waiting.keys();
    if (this.#waiting.size > MOST_WAITING && oldest !== undefined) this.#waiting.delete(oldest);
    try {
      await this.#store(change);
    } catch (error) {
      throw error instanceof AppError ? notStored(error) : error;
    }
  }

  /** Makes one more attempt to store what waits. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#retry();
  }

  #retry(): Promise<void> {
    this.#retrying ??= Promise.allSettled([...this.#waiting.values()].map((change) => this.#store(change))).then(() => {
      this.#retrying = undefined;
    });
    return this.#retrying;
  }

  async #store(change: SignOutChange): Promise<void> {
    await this.#writes.write(change);
    this.#waiting.delete(change.session);
  }
}

function notStored(cause: AppError): AppError {
  return new AppError(
    cause.code,
    `The session has ended, but that could not be stored (${cause.message}), so a restart of the server may bring it ` +
      'back; sign out again in a moment.',
    { cause },
  );
}
