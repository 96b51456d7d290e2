import { AppError } from '../app-error.ts';
import type { AppendRequest, Commit, OutcomeOf } from './commit.ts';

/** Events of one commit; more wait for the next one, so that nobody waits long behind somebody's millionth. */
const MOST_PER_COMMIT = 10_000;

/** Events that wait for a commit. Without the bound a disk that hangs would fill the memory with bodies. */
const MOST_WAITING = 200_000;

interface Waiting {
  readonly request: AppendRequest;
  readonly size: number;
  resolve(outcome: unknown): void;
  reject(error: unknown): void;
}

/** Makes one commit of what many callers append while the one before is being synced (group commit). */
export class CommitQueue {
  readonly #commit: (requests: readonly AppendRequest[]) => Promise<Commit>;
  readonly #onCommitted: (commit: Commit) => void;
  #waiting: Waiting[] = [];
  #waitingEvents = 0;
  #committing: Promise<void> | undefined;

  /** `commit` makes requests durable together; `onCommitted` hears of it after those who wait have been answered. */
  constructor(commit: (requests: readonly AppendRequest[]) => Promise<Commit>, onCommitted: (commit: Commit) => void) {
    this.#commit = commit;
    this.#onCommitted = onCommitted;
  }

  /** Resolves with what became of the request once that is durable. @throws AppError `too-busy`, and what `commit` throws */
  append<Request extends AppendRequest>(request: Request): Promise<OutcomeOf<Request>> {
    const size = sizeOf(request);
    if (this.#waitingEvents + size > MOST_WAITING) return Promise.reject(tooBusy());
    const { promise, resolve, reject } = Promise.withResolvers<OutcomeOf<Request>>();
    this.#waiting.push({ request, size, resolve: resolve, reject });
    this.#waitingEvents += size;
    this.#committing ??= this.#commitAll();
    return promise;
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#committing;
  }

  async #commitAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        const commit = await this.#commit(batch.map(({ request }) => request));
        batch.forEach(({ resolve }, index) => resolve(commit.outcomes[index]));
        this.#onCommitted(commit);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    // In the same turn as the last look at what waits: a moment later, an append in between would be left waiting.
    this.#committing = undefined;
  }

  #takeBatch(): Waiting[] {
    let size = 0;
    const end = this.#waiting.findIndex((waiting) => (size += waiting.size) > MOST_PER_COMMIT);
    const batch = this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(end, 1));
    this.#waitingEvents -= batch.reduce((sum, waiting) => sum + waiting.size, 0);
    return batch;
  }
}

/** How many events it may become. */
function sizeOf(request: AppendRequest): number {
  switch (request.kind) {
    case 'readings':
      return request.readings.length;
    case 'acknowledgement':
      return 1;
  }
}

function tooBusy(): AppError {
  return new AppError(
    'too-busy',
    `More than ${MOST_WAITING} events already wait to be stored; send it again later and slower.`,
  );
}
