import { AppError } from '../app-error.ts';
import type { AppendRequest, OutcomeOf } from './commit.ts';

/** Events that wait in a lane. Without the bound a disk that hangs would fill the memory with bodies. */
const MOST_WAITING = 200_000;

/** A request that waits for its commit. */
export interface Waiting {
  readonly request: AppendRequest;
  readonly size: number;
  resolve(outcome: unknown): void;
  reject(error: unknown): void;
}

/** Requests that wait for a commit, in order. */
export class CommitLane {
  #waiting: Waiting[] = [];
  #waitingEvents = 0;

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Resolves with what became of the request. @throws AppError `too-busy` */
  add<Request extends AppendRequest>(request: Request): Promise<OutcomeOf<Request>> {
    const size = sizeOf(request);
    if (this.#waitingEvents + size > MOST_WAITING) return Promise.reject(tooBusy());
    const { promise, resolve, reject } = Promise.withResolvers<OutcomeOf<Request>>();
    this.#waiting.push({ request, size, resolve: resolve, reject });
    this.#waitingEvents += size;
    return promise;
  }

  /** Takes the first requests, of not more than so many events; at least one, if any waits. */
  take(mostEvents: number): Waiting[] {
    let size = 0;
    const end = this.#waiting.findIndex((waiting) => (size += waiting.size) > mostEvents);
    const taken = this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(end, 1));
    this.#waitingEvents -= taken.reduce((sum, waiting) => sum + waiting.size, 0);
    return taken;
  }
}

/** How many events it may become. */
function sizeOf(request: AppendRequest): number {
  switch (request.kind) {
    case 'readings':
      return request.readings.length;
    case 'import-batch':
      return request.batch.count;
    default:
      return 1;
  }
}

function tooBusy(): AppError {
  return new AppError(
    'too-busy',
    `More than ${MOST_WAITING} events already wait to be stored; send it again later and slower.`,
  );
}
