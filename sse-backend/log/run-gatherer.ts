import type { ImportedRun, StoredEvent, StoredRun } from './shapes.ts';

/** Puts runs that come one after the other together, where they are of one kind. */
export class RunGatherer {
  readonly #runs: (StoredEvent[] | ImportedRun)[] = [];
  #events = 0;

  get runs(): readonly StoredRun[] {
    return this.#runs;
  }

  /** Events in all runs; imported readings, of which there is only the place, are none. */
  get events(): number {
    return this.#events;
  }

  add(run: StoredRun): void {
    const before = this.#runs.at(-1);
    if ('after' in run) {
      if (before && 'after' in before) this.#runs[this.#runs.length - 1] = { after: before.after, last: run.last };
      else this.#runs.push(run);
      return;
    }
    this.#events += run.length;
    if (before && !('after' in before)) for (const event of run) before.push(event);
    else this.#runs.push([...run]);
  }
}
