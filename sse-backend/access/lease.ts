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

  /** Calls `listener` once when it is over, at once if it is; gives what calls that off. */
  onOver(listener: (reason: SessionEnd) => void): () => void {
    if (this.#reason === undefined) this.#listeners.add(listener);
    else listener(this.#reason);
    return () => this.#listeners.delete(listener);
  }

  /** It is over, for good. */
  end(reason: SessionEnd): void {
    if (this.isOver) return;
    this.#reason = reason;
    for (const listener of this.#listeners) listener(reason);
    this.#listeners.clear();
  }
}
