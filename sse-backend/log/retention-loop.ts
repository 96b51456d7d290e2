/** How often events are looked for that have been kept long enough. */
const TRIM_EVERY_MS = 1000;

/** Takes steps of retention, one at a time and appends between them, whenever there is something to remove. */
export class RetentionLoop {
  readonly #step: () => Promise<boolean>;
  readonly #timer: NodeJS.Timeout;
  #trimming: Promise<void> | undefined;
  #isStopped = false;

  /** `step` removes a little and tells whether it was the last. */
  constructor(step: () => Promise<boolean>) {
    this.#step = step;
    this.#timer = setInterval(() => this.#start(), TRIM_EVERY_MS).unref();
    this.#start();
  }

  /** Resolves when no step is under way any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    await this.#trimming;
  }

  #start(): void {
    this.#trimming ??= this.#trim().finally(() => (this.#trimming = undefined));
  }

  async #trim(): Promise<void> {
    try {
      for (let isDone = false; !isDone && !this.#isStopped;) isDone = await this.#step();
    } catch {
      // What could not be removed now is tried again in a second; the step has reported why it failed.
    }
  }
}
