import { networkOf } from './addresses.ts';

/** Guessing goes on at this pace; somebody who mistypes a token gets on well with it. */
const MOST_PER_MINUTE = 20;
const WINDOW_MS = 60_000;

/** Addresses that are remembered; beyond that the one that failed first is forgotten. */
const MOST_ADDRESSES = 10_000;

/** Wrong credentials, counted by the address they come from. */
export class FailedAttempts {
  readonly #now: () => number;
  readonly #failed = new Map<string, { readonly since: number; count: number }>();

  /** `now` gives milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts one; gives whether the address has had its share of them for now. */
  isTooMany(address: string): boolean {
    const network = networkOf(address);
    const known = this.#failed.get(network);
    if (known && this.#now() - known.since < WINDOW_MS) {
      known.count += 1;
      return known.count > MOST_PER_MINUTE;
    }
    this.#failed.delete(network);
    this.#failed.set(network, { since: this.#now(), count: 1 });
    const [oldest] = this.#failed.keys();
    if (this.#failed.size > MOST_ADDRESSES && oldest !== undefined) this.#failed.delete(oldest);
    return false;
  }
}
