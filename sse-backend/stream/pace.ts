/** A round is followed by a rest this many times as long: rounds of few events take a third of the event loop at most. */
const RESTS_PER_ROUND = 2;

/** No rest is longer: beyond, people would see that screens are behind. */
const LONGEST_REST_MS = 250;

/** So many events fill a write well enough that waiting for more would spare next to nothing. */
const ENOUGH = 16;

/** What a pace is kept for. */
interface PaceParts {
  /** Sends everything that waits to everyone. */
  readonly round: () => void;
  /** Milliseconds from any beginning. */
  readonly elapsedMs: () => number;
}

/**
 * Decides when everyone is sent what waits. After a pause that is within this turn of the event loop. Where many events go to
 * many clients, each round of writes is followed by a rest that is measured by it: what is stored meanwhile goes out
 * together, in one write to each. A write costs the same for one event or ten, so that a server under load does with less.
 */
export class Pace {
  readonly #parts: PaceParts;
  #restsUntil = -Infinity;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: PaceParts) {
    this.#parts = parts;
  }

  /** Events wait, so many in all; to be called for each that has come. */
  wait(count: number): void {
    if (this.#immediate) return;
    const restMs = this.#restsUntil - this.#parts.elapsedMs();
    if (restMs <= 0 || count >= ENOUGH) this.#immediate = setImmediate(() => this.#begin());
    else this.#timer ??= setTimeout(() => this.#begin(), restMs);
  }

  /** Calls off the round that is due. */
  stop(): void {
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    this.#immediate = this.#timer = undefined;
  }

  #begin(): void {
    this.stop();
    const { round, elapsedMs } = this.#parts;
    const begunAt = elapsedMs();
    round();
    const endedAt = elapsedMs();
    this.#restsUntil = endedAt + Math.min((endedAt - begunAt) * RESTS_PER_ROUND, LONGEST_REST_MS);
  }
}
