import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Failure } from '../sqlite/failure.ts';

/**
 * `copied`: all pages were. `partly`: as many as a reader or another checkpoint allowed, perhaps none, so it is unknown whether
 * the disk works. Otherwise why it failed.
 */
export type Checkpointed = 'copied' | 'partly' | Failure;

/**
 * Copies what commits have left in the WAL into the log's file, in a thread of its own: some 10 to 20 ms of writing and
 * syncing, for which every commit behind it would wait if the writer did it.
 *
 * [spec] https://www.sqlite.org/wal.html section 3.4: a passive checkpoint and a writer don't wait for each other.
 */
export class Checkpointer {
  readonly #worker: Worker;
  #running: PromiseWithResolvers<Checkpointed> | undefined;

  /** Resolves when the file is open; `onCrash`: the thread died. @throws what opening it threw */
  static async open(file: string, onCrash: (error: Error) => void): Promise<Checkpointer> {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: file });
    await once(worker, 'message');
    return new Checkpointer(worker, onCrash);
  }

  private constructor(worker: Worker, onCrash: (error: Error) => void) {
    this.#worker = worker;
    this.#worker.on('message', (outcome: Checkpointed) => {
      this.#running?.resolve(outcome);
      this.#running = undefined;
    });
    this.#worker.on('error', onCrash);
  }

  /** Resolves when the pages that are in the WAL by now have been copied, as far as they can be. */
  run(): Promise<Checkpointed> {
    if (!this.#running) {
      this.#running = Promise.withResolvers();
      this.#worker.postMessage('run');
    }
    return this.#running.promise;
  }

  /** Finishes what is under way, and ends the thread. */
  async close(): Promise<void> {
    await this.#running?.promise;
    await this.#worker.terminate();
  }
}
