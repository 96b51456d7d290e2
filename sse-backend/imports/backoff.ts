/** The log is back within seconds or within hours: the shortest keeps it from being asked in a loop, the longest is bearable. */
const SHORTEST_MS = 1000;
const LONGEST_MS = 8000;

/** Pauses between tries of what fails, each twice as long as the one before. */
export class Backoff {
  #nextMs = SHORTEST_MS;

  /** Resolves after the next pause, or as soon as the signal says so. */
  async wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = () => resolve();
    const timer = setTimeout(stop, this.#nextMs);
    this.#nextMs = Math.min(2 * this.#nextMs, LONGEST_MS);
    signal.addEventListener('abort', stop);
    await promise;
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }

  /** It works again. */
  reset(): void {
    this.#nextMs = SHORTEST_MS;
  }
}
