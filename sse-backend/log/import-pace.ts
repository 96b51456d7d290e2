import type { ImportJob } from './import-shapes.ts';

/** A page can't show more; without the bound the events of a fast import would cost more than its rows. */
const TOLD_EVERY_MS = 100;

/** Speed is that of the last few seconds: of the whole import it would not show that something has changed. */
const LOOK_BACK_MS = 5000;

/** Over less than that it says little. */
const SHORTEST_LOOK_MS = 400;

/** How fast an import goes. */
export interface ImportSpeed {
  readonly rowsPerSecond: number;
  readonly bytesPerSecond: number;
}

interface Sample {
  readonly at: number;
  readonly rows: number;
  readonly bytes: number;
}

/** When the running import's progress is to be told, and how fast it goes. */
export class ImportPace {
  readonly #elapsedMs: () => number;
  #samples: Sample[] = [];
  #id: string | undefined;
  #toldAt = -Infinity;

  /** `elapsedMs`: ms from any beginning, which nobody can set. */
  constructor(elapsedMs: () => number) {
    this.#elapsedMs = elapsedMs;
  }

  get isDue(): boolean {
    return this.#elapsedMs() - this.#toldAt >= TOLD_EVERY_MS;
  }

  /** The progress of an import is being told; gives its speed, `undefined` while nobody knows. */
  tell(job: ImportJob): ImportSpeed | undefined {
    if (job.id !== this.#id) this.forget();
    this.#id = job.id;
    const now = { at: this.#elapsedMs(), rows: job.accepted + job.duplicates + job.rejected, bytes: job.place.bytes };
    this.#toldAt = now.at;
    this.#samples.push(now);
    while ((this.#samples[1]?.at ?? Infinity) <= now.at - LOOK_BACK_MS) this.#samples.shift();
    const first = this.#samples[0] ?? now;
    const seconds = (now.at - first.at) / 1000;
    if (seconds * 1000 < SHORTEST_LOOK_MS) return undefined;
    return { rowsPerSecond: (now.rows - first.rows) / seconds, bytesPerSecond: (now.bytes - first.bytes) / seconds };
  }

  /** After a rollback what was told last has not happened: nobody knows the speed. */
  forget(): void {
    this.#samples = [];
  }
}
