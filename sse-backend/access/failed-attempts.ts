import { networkOf } from '../http/addresses.ts';

/** Maximum number of failed attempts per minute: it slows guessing, but leaves room for typing errors. */
const MAX_PER_MINUTE = 20;
const WINDOW_MS = 60_000;

/** Maximum number of addresses counted. Without it, an attacker with many addresses would fill the memory. */
const MAX_ADDRESSES = 10_000;

/** Counts failed attempts to sign in, by network. */
export class FailedAttempts {
  readonly #now: () => number;
  readonly #failed = new Map<string, { readonly since: number; count: number }>();

  /** `now` returns milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts an attempt; returns whether the address has exceeded its limit. */
  isTooMany(address: string): boolean {
    const network = networkOf(address);
    const known = this.#failed.get(network);
    if (known && this.#now() - known.since < WINDOW_MS) {
      known.count += 1;
      return known.count > MAX_PER_MINUTE;
    }
    this.#failed.delete(network);
    this.#failed.set(network, { since: this.#now(), count: 1 });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > MAX_ADDRESSES && oldest !== undefined) this.#failed.delete(oldest);
    return false;
  }
}
