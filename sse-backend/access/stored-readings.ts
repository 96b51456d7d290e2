import type { AuditSink } from './audit-entry.ts';
import type { Principal } from './principal.ts';

interface Tally {
  readonly who: string;
  readonly from: string;
  count: number;
}

/** One entry for everything that somebody stored within a minute: sensors would fill the audit. */
const ENTRY_EVERY_MS = 60_000;

/** Of more than that at once the minute is cut short; without it, anyone's addresses would fill the memory. */
const MOST_AT_ONCE = 1000;

/** Gathers who stores how many readings from where, for the audit. */
export class StoredReadings {
  readonly #audit: AuditSink;
  readonly #timer: NodeJS.Timeout;
  readonly #tallies = new Map<string, Tally>();

  constructor(audit: AuditSink) {
    this.#audit = audit;
    this.#timer = setInterval(() => this.#report(), ENTRY_EVERY_MS).unref();
  }

  add({ key, name }: Principal, from: string, count: number): void {
    if (count === 0) return;
    const tally = this.#tallies.get(`${from} ${key}`);
    if (tally) {
      tally.count += count;
      return;
    }
    this.#tallies.set(`${from} ${key}`, { who: name, from, count });
    if (this.#tallies.size >= MOST_AT_ONCE) this.#report();
  }

  /** Reports what was gathered, and gathers no more. */
  close(): void {
    clearInterval(this.#timer);
    this.#report();
  }

  #report(): void {
    for (const { who, from, count } of this.#tallies.values()) {
      this.#audit.record({ who, action: 'store-readings', subject: String(count), from });
    }
    this.#tallies.clear();
  }
}
