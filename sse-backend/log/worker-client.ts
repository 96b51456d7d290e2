import { Worker } from 'node:worker_threads';
import { failureError } from '../sqlite/failure.ts';
import type { Migration } from '../sqlite/migrate.ts';
import type { ImportReader } from './import-reader.ts';
import type { AppendRequest, Commit } from './commit.ts';
import type { LogReader } from './reader.ts';
import type { WorkerCall, WorkerData, WorkerReply } from './worker-protocol.ts';
import type { LogWriter } from './writer.ts';

interface Pending {
  resolve(reply: { readonly value: unknown; readonly head: number }): void;
  reject(error: Error): void;
}

/** What a worker tells without having been asked. */
export interface WorkerEvents {
  /** The thread died: whatever was asked of it gets no answer. */
  onCrash(error: Error): void;
  /** It brings an older file up to date before it answers. */
  onMigration(migration: Migration): void;
}

/** Of an import's rows V8 would let some 20 MiB more of garbage gather before it looks, for nothing: a row lives for one commit. */
const MOST_YOUNG_MIB = 8;

type Methods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T] & string;
type Args<T, K extends keyof T> = T[K] extends (...args: infer A) => unknown ? A : never;
type Result<T, K extends keyof T> = T[K] extends (...args: never[]) => infer R ? R : never;

/** Calls a log's worker thread as if its writer and reader were here, asynchronously. */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  /** Opens the file in a new thread; gives the client and the writer's progress. @throws StartError */
  static async open(data: WorkerData, events: WorkerEvents): Promise<{ client: WorkerClient; value: unknown }> {
    const client = new WorkerClient(data, events);
    const { value } = await client.#expect(0);
    return { client, value };
  }

  private constructor(data: WorkerData, { onCrash, onMigration }: WorkerEvents) {
    const resourceLimits = { maxYoungGenerationSizeMb: MOST_YOUNG_MIB };
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data, resourceLimits });
    this.#worker.on('message', (reply: WorkerReply) =>
      'migration' in reply ? onMigration(reply.migration) : this.#settle(reply),
    );
    this.#worker.on('error', (error: Error) => {
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
      onCrash(error);
    });
  }

  /** @throws AppError `no-room` or `storage-unavailable` */
  async write<K extends Exclude<Methods<LogWriter>, 'append'>>(
    method: K,
    ...args: Args<LogWriter, K>
  ): Promise<Result<LogWriter, K>> {
    const { value } = await this.#call('writer', method, args);
    return value as Result<LogWriter, K>;
  }

  /** Stores requests; the rows of imports are moved to the worker, not copied. @throws AppError as `write` */
  async append(requests: readonly AppendRequest[], nowMs: number): Promise<Commit> {
    const moved = requests.flatMap((each) => (each.kind === 'import-batch' ? [each.batch.rows.buffer] : []));
    const { value } = await this.#call('writer', 'append', [requests, nowMs], moved);
    return value as Commit;
  }

  /** The result, and the head that the reader saw. @throws AppError `storage-unavailable` */
  async read<K extends Methods<LogReader>>(
    method: K,
    ...args: Args<LogReader, K>
  ): Promise<{ value: Result<LogReader, K>; head: number }> {
    const { value, head } = await this.#call('reader', method, args);
    return { value: value as Result<LogReader, K>, head };
  }

  /** @throws AppError `storage-unavailable` */
  async readImports<K extends Methods<ImportReader>>(
    method: K,
    ...args: Args<ImportReader, K>
  ): Promise<Result<ImportReader, K>> {
    const { value } = await this.#call('imports', method, args);
    return value as Result<ImportReader, K>;
  }

  /** Closes the file, then ends the thread. */
  async close(): Promise<void> {
    await this.#call('database', 'close', []);
    await this.#worker.terminate();
  }

  #call(target: WorkerCall['target'], method: string, args: readonly unknown[], moved: ArrayBuffer[] = []) {
    const id = this.#nextId++;
    const reply = this.#expect(id);
    this.#worker.postMessage({ id, target, method, args } satisfies WorkerCall, moved);
    return reply;
  }

  #expect(id: number): Promise<{ readonly value: unknown; readonly head: number }> {
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  #settle(reply: Exclude<WorkerReply, { readonly migration: unknown }>): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('failure' in reply) pending?.reject(failureError(reply.failure, 'The log'));
    else pending?.resolve(reply);
  }
}
