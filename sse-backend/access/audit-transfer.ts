import { AppError } from '../app-error.ts';
import type { Authorize } from '../http/router.ts';
import { MOST_AT_ONCE, type AuditCut, type PendingAuditEntry } from '../log/pending-audit-entries.ts';
import type { TimedEntry } from './audit-table.ts';

/** What a transfer connects. */
export interface AuditTransferParts {
  /** Removes the entries that were copied, and returns the next ones. */
  handOver(copied: readonly number[], cut: AuditCut): Promise<readonly PendingAuditEntry[]>;
  /** Makes entries durable in the audit's file; those that are there already stay single. */
  copy(entries: readonly TimedEntry[]): Promise<void>;
  /** Called when a transfer fails after one that succeeded, and when it has failed for so long that changes are refused. */
  onFailure(error: unknown, outlook: 'waiting' | 'refusing'): void;
}

/** Methods that change nothing. */
const READING_METHODS: readonly (string | undefined)[] = ['GET', 'HEAD'];

/** Interval between transfers. The entries are on disk in the log meanwhile. */
const EVERY_MS = 60_000;

/**
 * Moves entries from the log's entries to the audit's file, all that wait in one transaction. An entry leaves the entries only
 * when it is on disk in the audit's file, and is copied once even if the server is killed in between.
 */
export class AuditTransfer {
  readonly #parts: AuditTransferParts;
  readonly #timer: NodeJS.Timeout;
  #last: Promise<void>;
  #closing: Promise<void> | undefined;
  #failure: unknown;
  #outlook: 'copying' | 'waiting' | 'refusing' = 'copying';

  /** Begins with what a server that was killed has left. */
  constructor(parts: AuditTransferParts) {
    this.#parts = parts;
    this.#last = this.#move('all');
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
  }

  /** What an operator should see to; `undefined` while entries are copied. */
  get warning(): string | undefined {
    if (this.#outlook === 'copying') return undefined;
    const refused =
      this.#outlook === 'refusing' ? 'acknowledgements and imports are refused until then' : 'none is lost';
    return `Audit entries can't be copied to access.sqlite and wait in the log; check the disk of access.sqlite; ${refused}.`;
  }

  /** Wraps `authorize` to refuse an operator's changes, each of which adds an entry, while the maximum of entries waits. */
  guard(authorize: Authorize): Authorize {
    return (incoming, need) => {
      const isChange = need === 'operate' && !READING_METHODS.includes(incoming.request.method);
      const context = authorize(incoming, need);
      return isChange && this.#outlook === 'refusing' ? this.#refuse(context) : context;
    };
  }

  /** Resolves when the entries that wait now are in the audit's file, or the failure was reported. */
  run(cut: AuditCut = 'minute'): Promise<void> {
    if (this.#closing) return this.#closing;
    this.#last = this.#last.then(() => this.#move(cut));
    return this.#last;
  }

  /** Moves everything, and nothing after that; the log may be closed then. */
  close(): Promise<void> {
    clearInterval(this.#timer);
    this.#closing ??= this.run('all');
    return this.#closing;
  }

  /** Refuses a caller who may do it; others get their own refusal. */
  async #refuse(context: ReturnType<Authorize>): Promise<never> {
    await context;
    throw refusal(this.#failure);
  }

  async #move(cut: AuditCut): Promise<void> {
    const { handOver, copy, onFailure } = this.#parts;
    let waiting = 0;
    try {
      let entries = await handOver([], cut);
      while (entries.length > 0) {
        waiting = entries.length;
        await copy(entries);
        waiting = 0;
        entries = await handOver(
          entries.map(({ number }) => number),
          cut,
        );
      }
      this.#outlook = 'copying';
    } catch (error) {
      const outlook = waiting >= MOST_AT_ONCE ? 'refusing' : 'waiting';
      if (this.#outlook === 'copying' || (outlook === 'refusing' && this.#outlook === 'waiting'))
        onFailure(error, outlook);
      this.#outlook = outlook;
      this.#failure = error;
    }
  }
}

function refusal(cause: unknown): AppError {
  return new AppError(
    cause instanceof AppError ? cause.code : 'storage-unavailable',
    `Nothing was changed: ${MOST_AT_ONCE} audit entries wait because access.sqlite can't be written; have its disk checked, ` +
      'then send it again.',
    { cause },
  );
}
