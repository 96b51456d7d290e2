import { Worker } from 'node:worker_threads';
import { describeFailure, failureError, type Failure } from '../sqlite/failure.ts';
import type { AccessChange, AccessWriter } from './access-writer.ts';

/** Makes changes durable together. @throws AppError `no-room` or `storage-unavailable` */
export interface AccessCommits {
  commit(changes: readonly AccessChange[]): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  readonly change: AccessChange;
  readonly done: PromiseWithResolvers<void>;
}

/** The file's name in failures. */
const OWNER = 'The store of tokens';

/** Commits changes to the access file one after the other; changes that arrive during a commit share the next one. */
export class AccessWrites {
  readonly #commits: AccessCommits;
  readonly #onFailure: (error: unknown) => void;
  #waiting: Waiting[] = [];
  #committing: Promise<void> | undefined;
  #isFailing = false;

  /** `onFailure` is called when a commit fails after one that succeeded. */
  constructor(commits: AccessCommits, onFailure: (error: unknown) => void) {
    this.#commits = commits;
    this.#onFailure = onFailure;
  }

  /** Resolves when the change is on disk. @throws AppError `no-room` or `storage-unavailable` */
  write(change: AccessChange): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#waiting.push({ change, done });
    this.#committing ??= this.#commitAll();
    return done.promise;
  }

  /** Finishes the commits under way, then closes the file. */
  async close(): Promise<void> {
    await this.#committing;
    await this.#commits.close();
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commits.commit(batch.map(({ change }) => change));
        this.#isFailing = false;
        for (const { done } of batch) done.resolve();
      } catch (error) {
        if (!this.#isFailing) this.#onFailure(error);
        this.#isFailing = true;
        for (const { done } of batch) done.reject(error);
      }
    }
    this.#committing = undefined;
  }
}

/** Commits in a worker thread, so that the event loop never waits for the disk or for another process that holds the file. */
export class AccessThread implements AccessCommits {
  readonly #worker: Worker;
  #running: PromiseWithResolvers<void> | undefined;

  /** The file has to exist. A thread that dies ends the process, as nothing could be stored any more. */
  constructor(file: string) {
    this.#worker = new Worker(new URL('./access-worker.ts', import.meta.url), { workerData: file });
    this.#worker.on('message', (failure: Failure | undefined) => {
      if (failure) this.#running?.reject(failureError(failure, OWNER));
      else this.#running?.resolve();
    });
  }

  commit(changes: readonly AccessChange[]): Promise<void> {
    return this.#ask(changes);
  }

  async close(): Promise<void> {
    await this.#ask('close');
    await this.#worker.terminate();
  }

  #ask(message: readonly AccessChange[] | 'close'): Promise<void> {
    this.#running = Promise.withResolvers();
    this.#worker.postMessage(message);
    return this.#running.promise;
  }
}

/** Commits at once, for a database in memory: it belongs to one connection, and no disk is waited for. */
export class AccessInMemory implements AccessCommits {
  readonly #writer: AccessWriter;

  constructor(writer: AccessWriter) {
    this.#writer = writer;
  }

  commit(changes: readonly AccessChange[]): Promise<void> {
    try {
      this.#writer.commit(changes);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(failureError(describeFailure(error), OWNER));
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
