import type { SessionEnd } from '../contract/events.ts';

/** Says when an access is over that something long was begun with, and why. */
export class Lease {
  readonly #listeners = new Set<(reason: SessionEnd) => void>();
  #reason: SessionEnd | undefined;

  get isOver(): boolean {
    return this.#reason !== undefined;
  }

  /** Whether anything would hear of its end. */
  get isWatched(): boolean {
    return this.#listeners.size > 0;
  }

  /** Calls `listener` once when it is over, at once if it is. */
  onOver(listener: (reason: SessionEnd) => void): void {
    if (this.#reason === undefined) this.#listeners.add(listener);
    else listener(this.#reason);
  }

  /** Doesn't call it any more. */
  offOver(listener: (reason: SessionEnd) => void): void {
    this.#listeners.delete(listener);
  }

  /** It is over, for good. */
  end(reason: SessionEnd): void {
    if (this.isOver) return;
    this.#reason = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#listeners.clear();
  }
}
