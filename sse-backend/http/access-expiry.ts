import type { SessionEnd } from '../contract/events.ts';

/** Interval of clock checks: a timer ignores clock changes and sleep, and one of more than 24 days fires at once. */
const CHECK_EVERY_MS = 60_000;

/** Notifies long-running work, such as streams and uploads, when the access it was started with ends. */
export class AccessExpiry {
  readonly #listeners = new Set<(reason: SessionEnd) => void>();
  #reason: SessionEnd | undefined;

  get hasEnded(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether any listener is registered. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls the listener once when the access ends; at once if it has ended. */
  onEnd(listener: (reason: SessionEnd) => void): void {
    if (this.#reason === undefined) this.#listeners.add(listener);
    else listener(this.#reason);
  }

  /** Removes a listener. */
  offEnd(listener: (reason: SessionEnd) => void): void {
    this.#listeners.delete(listener);
  }

  /** Ends the access for good and calls all listeners. */
  end(reason: SessionEnd): void {
    if (this.hasEnded) return;
    this.#reason = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#listeners.clear();
  }
}

/**
 * Calls `then` once the clock reaches `at` (ms since 1970), at most a minute late if the clock jumped there, and never
 * synchronously. Returns a function that cancels it. The timer doesn't keep the process alive.
 */
export function whenClockReaches(at: number, now: () => number, then: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(() => (now() < at ? wait() : then()), Math.max(0, Math.min(at - now(), CHECK_EVERY_MS))).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
