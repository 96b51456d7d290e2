import { CommitLane, type Waiting } from './commit-lane.ts';
import type { AppendRequest, Commit, OutcomeOf } from './commit.ts';

/** Events of one commit; more wait for the next one, so that nobody waits long behind somebody's millionth. */
const MOST_PER_COMMIT = 10_000;

/** Imported readings of one commit: some 30 ms, for which a reading that comes first after a silence may have to wait. */
const MOST_IMPORTED_PER_COMMIT = 2500;

/** For so long after something else was stored each batch of an import is a commit of its own: more is likely to come. */
const BUSY_MS = 250;

/** What a queue needs of its log. */
interface CommitQueueParts {
  /** Makes requests durable together. */
  commit(requests: readonly AppendRequest[]): Promise<Commit>;
  /** Hears of each commit after those who wait have been answered. Must not throw: nothing more would be committed. */
  onCommitted(commit: Commit): void;
  /** Milliseconds from any beginning. */
  elapsedMs(): number;
}

/**
 * Makes one commit of what many callers append while the one before is being synced (group commit). Imports come when
 * nothing else waits.
 */
export class CommitQueue {
  readonly #parts: CommitQueueParts;
  readonly #first = new CommitLane();
  readonly #imports = new CommitLane();
  #busyUntil = -Infinity;
  #areImportsHeld = false;
  #isDraining = false;
  #committing: Promise<void> | undefined;

  constructor(parts: CommitQueueParts) {
    this.#parts = parts;
  }

  /** Resolves with what became of the request once that is durable. @throws AppError `too-busy`, and what `commit` throws */
  append<Request extends AppendRequest>(request: Request): Promise<OutcomeOf<Request>> {
    const lane = request.kind === 'import-batch' ? this.#imports : this.#first;
    const outcome = lane.add(request);
    this.#start();
    return outcome;
  }

  /** Takes no imported readings until a promise resolves, so that the disk is there for everybody else. */
  holdImports(until: Promise<void>): void {
    this.#areImportsHeld = true;
    void until.then(() => {
      this.#areImportsHeld = false;
      this.#start();
    });
  }

  /** Resolves when nothing waits any more; to be called when nothing more comes. */
  async drained(): Promise<void> {
    this.#isDraining = true;
    this.#start();
    await this.#committing;
  }

  #start(): void {
    if (this.#committing) return;
    const batch = this.#takeBatch();
    if (batch.length > 0) this.#committing = this.#commitAll(batch);
  }

  async #commitAll(first: readonly Waiting[]): Promise<void> {
    const { commit, onCommitted } = this.#parts;
    for (let batch = first; batch.length > 0; batch = this.#takeBatch()) {
      const committed = await commit(batch.map(({ request }) => request)).catch((error: unknown) => {
        for (const { reject } of batch) reject(error);
      });
      if (!committed) continue;
      batch.forEach(({ resolve }, index) => resolve(committed.outcomes[index]));
      onCommitted(committed);
    }
    // In the same turn as the last look at what waits: a moment later, an append in between would be left waiting.
    this.#committing = undefined;
  }

  #takeBatch(): Waiting[] {
    const now = this.#parts.elapsedMs();
    if (!this.#first.isEmpty) {
      const batch = this.#first.take(MOST_PER_COMMIT);
      if (batch.some(isLive)) this.#busyUntil = now + BUSY_MS;
      return batch;
    }
    if (this.#isDraining) return this.#imports.take(MOST_IMPORTED_PER_COMMIT);
    if (this.#areImportsHeld) return [];
    return this.#imports.take(now < this.#busyUntil ? 1 : MOST_IMPORTED_PER_COMMIT);
  }
}

/** Not a step of an import itself. */
function isLive({ request: { kind } }: Waiting): boolean {
  return kind === 'readings' || kind === 'acknowledgement';
}
