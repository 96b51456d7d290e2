import type { ListQuery } from '../sqlite/list-bounds.ts';
import type { Actor } from './pending-audit-entries.ts';
import type { AppendRequest, OutcomeOf } from './commit.ts';
import type { ImportReader } from './import-reader.ts';
import type {
  BatchOutcome,
  ImportBatch,
  ImportEnd,
  ImportEvent,
  ImportJob,
  NewImport,
  RefusedRow,
} from './import-shapes.ts';

/** The log, as far as imports need it. */
interface ImportBookParts {
  store<Request extends AppendRequest>(request: Request): Promise<OutcomeOf<Request>>;
  read<K extends keyof ImportReader>(
    method: K,
    ...args: Parameters<ImportReader[K]>
  ): Promise<ReturnType<ImportReader[K]>>;
}

/**
 * The log's imports: what is to be imported, how far it is, and what it has told so far. Whatever it resolves with is on disk.
 * Each method that stores throws AppError as `append` of the log does.
 */
export class ImportStore {
  readonly #parts: ImportBookParts;
  readonly #listeners = new Set<(id: string) => void>();

  constructor(parts: ImportBookParts) {
    this.#parts = parts;
  }

  /** Takes up an import, which is queued; with it is stored `actor`'s entry for the audit. */
  create(job: NewImport, actor?: Actor): Promise<ImportJob> {
    return this.#parts.store({ kind: 'create-import', job, actor });
  }

  /** It is being processed now; one that was before goes on. */
  async begin(id: string): Promise<void> {
    await this.#parts.store({ kind: 'begin-import', id });
  }

  /** Stores the next rows, together with the place that the import has reached and what they have it tell. */
  append(batch: ImportBatch): Promise<BatchOutcome> {
    return this.#parts.store({ kind: 'import-batch', batch });
  }

  /** Ends it, whatever batches still wait; `false` when it was over before, or is unknown. `actor` has cancelled it. */
  end(id: string, end: ImportEnd, actor?: Actor): Promise<boolean> {
    return this.#parts.store({ kind: 'end-import', id, end, actor });
  }

  find(id: string): Promise<ImportJob | undefined> {
    return this.#parts.read('find', id);
  }

  /** By when they were created, newest first. */
  page(query: ListQuery): Promise<ImportJob[]> {
    return this.#parts.read('page', query);
  }

  /** Those that are not over, oldest first. */
  unfinished(): Promise<ImportJob[]> {
    return this.#parts.read('unfinished');
  }

  /** The events of an import after that of a number; none where there is no such import. */
  eventsAfter(id: string, number: number, limit: number): Promise<ImportEvent[]> {
    return this.#parts.read('eventsAfter', id, number, limit);
  }

  /** The rows that it refused, after that of a number: fewer than `limit` where they are long, none at the end. */
  refusedAfter(id: string, number: number, limit: number): Promise<RefusedRow[]> {
    return this.#parts.read('refusedAfter', id, number, limit);
  }

  /** Calls back when an import has new events that can be read; gives what calls that off. */
  onEvents(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** These imports have new events. */
  announce(ids: ReadonlySet<string>): void {
    for (const id of ids) for (const listener of this.#listeners) listener(id);
  }
}
