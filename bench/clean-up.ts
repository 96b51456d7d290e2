import type { TestContext } from 'node:test';

/** Stands where a test would, for what is started outside of one: keeps how each thing is ended. */
export class CleanUp implements Pick<TestContext, 'after'> {
  readonly #steps: (() => unknown)[] = [];
  #ended: Promise<void> | undefined;

  readonly after = (step: unknown): void => {
    this.#steps.push(step as () => unknown);
  };

  /** Does so when the program is told to end, and then ends it. */
  runWhen(ending: AbortSignal): void {
    ending.addEventListener('abort', () => void this.run().finally(() => process.exit(1)));
  }

  /** Ends all, the last one first; once, however often it is called. */
  run(): Promise<void> {
    this.#ended ??= this.#runSteps();
    return this.#ended;
  }

  async #runSteps(): Promise<void> {
    for (const step of this.#steps.toReversed()) await step();
  }
}
