import type { LogState } from './meta.ts';

/** Where the log stands, as far as it has been announced in this thread. */
export class Head {
  #state: LogState;
  #waiting: { readonly head: number; readonly resolve: () => void }[] = [];

  constructor(state: LogState) {
    this.#state = state;
  }

  get state(): LogState {
    return this.#state;
  }

  /** The writer has gone on. */
  advance(state: LogState): void {
    this.#state = state;
    const isReached = ({ head }: { readonly head: number }) => head <= state.head;
    for (const { resolve } of this.#waiting.filter(isReached)) resolve();
    this.#waiting = this.#waiting.filter((waiting) => !isReached(waiting));
  }

  /** Resolves when a sequence that a reader has seen has been announced here as well. */
  async reached(head: number): Promise<void> {
    if (head <= this.#state.head) return;
    await new Promise<void>((resolve) => this.#waiting.push({ head, resolve }));
  }
}
