import type { ImportOutcome } from '../contract/import.ts';
import type { QueueBook } from '../imports/queue-parts.ts';
import { decodeRows } from '../log/import-rows.ts';
import type { ImportRow } from '../contract/import-row.ts';
import type { ImportBatch, ImportJob, NewImport } from '../log/import-shapes.ts';

/** A job of which nothing is stored yet. */
export function newJob(given: Partial<ImportJob> & Pick<NewImport, 'id' | 'totalBytes'>): ImportJob {
  return {
    fileName: undefined,
    by: 'local',
    columns: '',
    formats: '',
    header: '',
    atMs: 0,
    sequence: 0,
    phase: 'queued',
    place: { bytes: 0, line: 1 },
    accepted: 0,
    duplicates: 0,
    rejected: 0,
    startedAt: undefined,
    endedAt: undefined,
    outcome: undefined,
    reason: undefined,
    ...given,
  };
}

/** The log's imports without a log: what is stored, when, and what goes wrong is up to the test. */
export class MemoryBook implements QueueBook {
  readonly #jobs = new Map<string, ImportJob>();
  readonly #rows = new Map<string, ImportRow[]>();
  readonly #waiting = new Set<() => void>();
  /** What each call that stores throws, as long as it is set. */
  failure: Error | undefined;
  /** While it is set, batches wait for it. */
  gate: Promise<void> | undefined;
  /** Batches that were handed over and have no answer: now, and at the most. */
  open = 0;
  mostOpen = 0;
  /** How often each call was made. */
  readonly calls = { begin: 0, append: 0, end: 0 };
  /** The imports that were begun, in that order. */
  readonly begun = new Set<string>();

  create(job: ImportJob): void {
    this.#jobs.set(job.id, job);
  }

  job(id: string): ImportJob | undefined {
    return this.#jobs.get(id);
  }

  rowsOf(id: string): readonly ImportRow[] {
    return this.#rows.get(id) ?? [];
  }

  /** Resolves as soon as something holds; it is looked at whenever a call comes in or is answered. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  unfinished(): Promise<readonly ImportJob[]> {
    return Promise.resolve([...this.#jobs.values()].filter(({ phase }) => phase !== 'done'));
  }

  find(id: string): Promise<ImportJob | undefined> {
    return Promise.resolve(this.#jobs.get(id));
  }

  begin(id: string): Promise<void> {
    return this.#store('begin', () => {
      this.begun.add(id);
      const job = this.#jobs.get(id);
      if (job && job.phase !== 'done') this.create({ ...job, phase: 'processing' });
    });
  }

  async append({ id, from, to, rows }: ImportBatch): Promise<'stored' | 'stale'> {
    this.open += 1;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    this.#wake();
    await this.gate;
    this.open -= 1;
    return this.#store('append', () => {
      const job = this.#jobs.get(id);
      if (!job || job.phase === 'done' || job.place.bytes !== from) return 'stale';
      this.create({ ...job, place: to });
      this.#rows.set(id, [...this.rowsOf(id), ...decodeRows(rows)]);
      return 'stored';
    });
  }

  end(id: string, { outcome, reason }: { outcome: ImportOutcome; reason?: string }): Promise<boolean> {
    return this.#store('end', () => {
      const job = this.#jobs.get(id);
      if (!job || job.phase === 'done') return false;
      this.create({ ...job, phase: 'done', outcome, reason });
      return true;
    });
  }

  async #store<T>(call: keyof MemoryBook['calls'], store: () => T): Promise<T> {
    this.calls[call] += 1;
    try {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.failure) throw this.failure;
      return store();
    } finally {
      this.#wake();
    }
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
