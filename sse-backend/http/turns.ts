/** Maximum time of a turn. Without it, one long body keeps the event loop from all other requests and streams. */
const LONGEST_TURN_MS = 3;

/**
 * Divides long loops over bodies into turns, of which each pass of the event loop has one: what all of them together take of a
 * pass doesn't grow with their number.
 */
export class Turns {
  readonly #elapsedMs: () => number;
  readonly #waiting: (() => void)[] = [];

  /** `elapsedMs`: milliseconds from any beginning. */
  constructor(elapsedMs = () => performance.now()) {
    this.#elapsedMs = elapsedMs;
  }

  /** Begins the first turn of a loop, without waiting: most bodies need no other. */
  begin(): Turn {
    return new Turn(this.#elapsedMs, () => this.#next());
  }

  #next(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#waiting.push(resolve) === 1) this.#schedule();
    return promise;
  }

  /** An immediate that is set by another one runs after the next look for input and output. */
  #schedule(): void {
    setImmediate(() => {
      this.#waiting.shift()?.();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }
}

/** The turn of one loop. */
export class Turn {
  readonly #elapsedMs: () => number;
  readonly #next: () => Promise<void>;
  #begunAt: number;
  /** Milliseconds of this turn that had passed when the loop paused. */
  #spentMs = 0;

  constructor(elapsedMs: () => number, next: () => Promise<void>) {
    this.#elapsedMs = elapsedMs;
    this.#next = next;
    this.#begunAt = elapsedMs();
  }

  /** Whether the loop has to wait for {@link next} before it goes on. */
  get isOver(): boolean {
    return this.#elapsedMs() - this.#begunAt >= LONGEST_TURN_MS;
  }

  /** Stops the time of the turn while the loop has nothing to do, for example until further bytes of its body arrive. */
  pause(): void {
    this.#spentMs = this.#elapsedMs() - this.#begunAt;
  }

  /** Continues the turn after {@link pause}. */
  resume(): void {
    this.#begunAt = this.#elapsedMs() - this.#spentMs;
  }

  /** Resolves when the loop may go on. */
  async next(): Promise<void> {
    await this.#next();
    this.#begunAt = this.#elapsedMs();
  }
}
