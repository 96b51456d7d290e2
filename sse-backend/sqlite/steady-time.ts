/** A clock that has jumped ahead is believed after it has stayed there for so long. */
const PROBATION_MS = 3_600_000;

/** Clocks are set and drift by less in the course of a second's look; more is a jump. */
const TOLERANCE_MS = 60_000;

/**
 * The wall clock, unless it has just jumped ahead: retention goes by time, and a clock that is a month ahead for a second
 * would have it remove everything. (A machine that slept jumps too; its retention is an hour late then.)
 */
export class SteadyTime {
  readonly #now: () => number;
  readonly #elapsedMs: () => number;
  #offset: number;
  #doubtedUntil = -Infinity;

  /** `now`: the wall clock, ms since 1970; `elapsedMs`: ms from any beginning, which nobody can set. */
  constructor(now: () => number, elapsedMs: () => number) {
    this.#now = now;
    this.#elapsedMs = elapsedMs;
    this.#offset = now() - elapsedMs();
  }

  /** The time in ms since 1970; `undefined` while it is in doubt. */
  read(): number | undefined {
    const now = this.#now();
    const elapsedMs = this.#elapsedMs();
    const jumpMs = now - elapsedMs - this.#offset;
    this.#offset = now - elapsedMs;
    if (jumpMs > TOLERANCE_MS) this.#doubtedUntil = elapsedMs + PROBATION_MS;
    if (jumpMs < -TOLERANCE_MS) this.#doubtedUntil = -Infinity;
    return elapsedMs < this.#doubtedUntil ? undefined : now;
  }
}
