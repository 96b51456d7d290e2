import type { Actor } from '../log/pending-audit-entries.ts';
import type { ImportJob } from '../log/import-shapes.ts';
import { serverClockBehind } from '../readings/server-clock.ts';
import { Backoff } from './backoff.ts';
import type { ReadBatch } from './batch-gatherer.ts';
import { DiskReserve } from './disk-reserve.ts';
import { ImportProblems } from './import-problems.ts';
import { runImport } from './import-run.ts';
import type { QueueParts } from './queue-parts.ts';
import { describeStandstill } from './standstill.ts';

/** The import that is being carried out. */
interface Current {
  readonly id: string;
  readonly stop: AbortController;
  /** Its end is stored, so its file is no longer needed. */
  isOver: boolean;
}

/**
 * Carries out imports one at a time, oldest first. How far one is stands in the book alone: after a failure it goes on
 * there, just as after a restart.
 */
export class ImportQueue {
  readonly #parts: QueueParts;
  readonly #problems = new ImportProblems();
  readonly #backoff = new Backoff();
  readonly #reserve: DiskReserve;
  readonly #closing = new AbortController();
  #current: Current | undefined;
  #working: Promise<void> = Promise.resolve();
  #isWorking = false;
  #isDue = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    this.#reserve = new DiskReserve(() => parts.files.freeBytes());
  }

  /** Takes up what is unfinished; removes the files that belong to nothing unfinished. @throws AppError */
  async start(): Promise<void> {
    const jobs = await this.#parts.book.unfinished();
    await this.#parts.files.keepOnly(new Set(jobs.map(({ id }) => id)));
    this.wake();
  }

  /** There is a new import. */
  wake(): void {
    this.#isDue = true;
    if (!this.#isWorking) this.#working = this.#work();
  }

  /** Resolves when the end is on disk, or when there was nothing to be ended. @throws AppError; the import then goes on */
  async cancel(id: string, actor?: Actor): Promise<'cancelled' | 'over' | 'unknown'> {
    const { book } = this.#parts;
    if (!(await book.end(id, { outcome: 'cancelled' }, actor))) return (await book.find(id)) ? 'over' : 'unknown';
    if (this.#current?.id === id) {
      this.#current.isOver = true;
      this.#current.stop.abort();
    } else {
      await this.#remove(id);
    }
    return 'cancelled';
  }

  /** Why an import doesn't move for now; `undefined` where nothing is wrong. */
  problemOf(id: string): string | undefined {
    return this.#problems.of(id);
  }

  /** `listener` is told of an import that has a problem, another one, or none any more. Returns what ends that. */
  onProblem(listener: (id: string) => void): () => void {
    return this.#problems.onChange(listener);
  }

  /** Stops where it is; what is unfinished goes on with the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#current?.stop.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    while (this.#isDue && !this.#closing.signal.aborted) {
      this.#isDue = false;
      try {
        const [job] = await this.#parts.book.unfinished();
        if (job) await this.#carryOut(job);
      } catch (error) {
        this.#isDue = true;
        this.#parts.onFailure(error);
        await this.#backoff.wait(this.#closing.signal);
      }
    }
    this.#isWorking = false;
  }

  /** One go at an import; that it is unfinished then is what the next look at the book shows. */
  async #carryOut(job: ImportJob): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#isDue = true;
    const current: Current = { id: job.id, stop: new AbortController(), isOver: false };
    this.#current = current;
    try {
      await this.#run(job, current);
    } catch (error) {
      if (!current.stop.signal.aborted) await this.#fail(current, error);
    }
    if (current.isOver) {
      this.#problems.set(job.id, undefined);
      await this.#remove(job.id);
    }
    this.#current = undefined;
  }

  async #run(job: ImportJob, current: Current): Promise<void> {
    const { book, files, clock } = this.#parts;
    const { signal } = current.stop;
    await this.#reserve.look();
    await book.begin(job.id);
    // The rows of one go are checked by this time: whether to trust it is known when a batch comes, at the latest.
    const nowMs = clock.now();
    const wasBehind = clock.isServerBehind();
    const order = { ...job, path: files.pathOf(job.id), nowMs };
    const store = (batch: ReadBatch) => {
      if (batch.hasAhead && (wasBehind || clock.isServerBehind())) throw serverClockBehind(nowMs);
      return this.#store(batch);
    };
    const end = await runImport(order, store, signal);
    switch (end.kind) {
      case 'read':
        await book.end(job.id, { outcome: 'completed' });
        current.isOver = true;
        break;
      case 'unreadable':
        await book.end(job.id, { outcome: 'failed', reason: end.reason });
        current.isOver = true;
        break;
      case 'stale':
        await this.#backoff.wait(signal);
        break;
      case 'stopped':
        break;
    }
  }

  async #store(batch: ReadBatch): Promise<'stored' | 'stale'> {
    const answer = await this.#parts.book.append(batch);
    if (answer === 'stored') {
      this.#backoff.reset();
      this.#problems.set(batch.id, undefined);
      await this.#reserve.tookBatch();
    }
    return answer;
  }

  async #fail({ id, stop }: Current, error: unknown): Promise<void> {
    if (this.#problems.set(id, describeStandstill(error))) this.#parts.onFailure(error);
    await this.#backoff.wait(stop.signal);
  }

  /** A file that stays for now is removed at the next start. */
  async #remove(id: string): Promise<void> {
    try {
      await this.#parts.files.remove(id);
    } catch (error) {
      this.#parts.onFailure(error);
    }
  }
}
