/** Wait after a flush, as a multiple of the flush's duration: flushes of few events take a third of the event loop at most. */
const WAIT_PER_FLUSH = 2;

/** Maximum wait. Without it, screens would be visibly late when flushes are long. */
const MAX_WAIT_MS = 250;

/** Pending events that end the wait: they fill a write so well that waiting longer would save little. */
const ENOUGH_EVENTS = 16;

interface FlushSchedulerParts {
  /** Sends all pending events to all streams. */
  readonly flush: () => void;
  /** Milliseconds from any start. */
  readonly elapsedMs: () => number;
}

/**
 * Schedules flushes of pending events (adaptive batching). After a pause, the first event is flushed in this turn of the event
 * loop. Each flush is followed by a wait in proportion to its duration, and the events stored meanwhile are sent in one write per
 * stream: a write costs the same for one event or ten, so the server needs less CPU under load.
 */
export class FlushScheduler {
  readonly #parts: FlushSchedulerParts;
  #waitUntil = -Infinity;
  #immediate: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: FlushSchedulerParts) {
    this.#parts = parts;
  }

  /** Schedules a flush; called for each new event with the number of pending events. */
  schedule(pendingEvents: number): void {
    if (this.#immediate) return;
    const waitMs = this.#waitUntil - this.#parts.elapsedMs();
    if (waitMs <= 0 || pendingEvents >= ENOUGH_EVENTS) this.#immediate = setImmediate(() => this.#flush());
    else this.#timer ??= setTimeout(() => this.#flush(), waitMs);
  }

  /** Cancels the scheduled flush. */
  cancel(): void {
    clearImmediate(this.#immediate);
    clearTimeout(this.#timer);
    this.#immediate = this.#timer = undefined;
  }

  #flush(): void {
    this.cancel();
    const { flush, elapsedMs } = this.#parts;
    const startedAt = elapsedMs();
    flush();
    const endedAt = elapsedMs();
    this.#waitUntil = endedAt + Math.min((endedAt - startedAt) * WAIT_PER_FLUSH, MAX_WAIT_MS);
  }
}
