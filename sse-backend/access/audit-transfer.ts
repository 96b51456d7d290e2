import type { AuditCut, PendingAuditEntry } from '../log/pending-audit-entries.ts';
import type { TimedEntry } from './audit-table.ts';

/** What a transfer connects. */
export interface AuditTransferParts {
  /** Removes the entries that were copied, and returns the next ones. */
  handOver(copied: readonly number[], cut: AuditCut): Promise<readonly PendingAuditEntry[]>;
  /** Makes entries durable in the audit's file; those that are there already stay single. */
  copy(entries: readonly TimedEntry[]): Promise<void>;
  /** Called when a transfer fails after one that succeeded. */
  onFailure(error: unknown): void;
}

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
  #isFailing = false;

  /** Begins with what a server that was killed has left. */
  constructor(parts: AuditTransferParts) {
    this.#parts = parts;
    this.#last = this.#move('all');
    this.#timer = setInterval(() => void this.run(), EVERY_MS).unref();
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

  async #move(cut: AuditCut): Promise<void> {
    const { handOver, copy, onFailure } = this.#parts;
    try {
      let entries = await handOver([], cut);
      while (entries.length > 0) {
        await copy(entries);
        entries = await handOver(
          entries.map(({ number }) => number),
          cut,
        );
      }
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) onFailure(error);
      this.#isFailing = true;
    }
  }
}
