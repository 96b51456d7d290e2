import { Worker } from 'node:worker_threads';
import { AppError } from '../app-error.ts';
import { StartError } from '../start-error.ts';
import type { LogReader } from './reader.ts';
import type { Failure, WorkerCall, WorkerData, WorkerReply } from './worker-protocol.ts';
import type { LogWriter } from './writer.ts';

interface Pending {
  resolve(reply: { readonly value: unknown; readonly head: number }): void;
  reject(error: Error): void;
}

type Methods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T] & string;
type Args<T, K extends keyof T> = T[K] extends (...args: infer A) => unknown ? A : never;
type Result<T, K extends keyof T> = T[K] extends (...args: never[]) => infer R ? R : never;

/** Calls a log's worker thread as if its writer and reader were here, asynchronously. */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  /** Opens the file in a new thread; gives the client and the writer's state. @throws StartError */
  static async open(
    data: WorkerData,
    onCrash: (error: Error) => void,
  ): Promise<{ client: WorkerClient; state: unknown }> {
    const client = new WorkerClient(data, onCrash);
    const { value } = await client.#expect(0);
    return { client, state: value };
  }

  private constructor(data: WorkerData, onCrash: (error: Error) => void) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: data });
    this.#worker.on('message', (reply: WorkerReply) => this.#settle(reply));
    this.#worker.on('error', (error: Error) => {
      for (const { reject } of this.#pending.values()) reject(error);
      this.#pending.clear();
      onCrash(error);
    });
  }

  /** @throws AppError `no-room` or `storage-unavailable` */
  async write<K extends Methods<LogWriter>>(method: K, ...args: Args<LogWriter, K>): Promise<Result<LogWriter, K>> {
    const { value } = await this.#call('writer', method, args);
    return value as Result<LogWriter, K>;
  }

  /** The result, and the head that the reader saw. @throws AppError `storage-unavailable` */
  async read<K extends Methods<LogReader>>(
    method: K,
    ...args: Args<LogReader, K>
  ): Promise<{ value: Result<LogReader, K>; head: number }> {
    const { value, head } = await this.#call('reader', method, args);
    return { value: value as Result<LogReader, K>, head };
  }

  /** Closes the file, then ends the thread. */
  async close(): Promise<void> {
    await this.#call('database', 'close', []);
    await this.#worker.terminate();
  }

  #call(target: WorkerCall['target'], method: string, args: readonly unknown[]) {
    const id = this.#nextId++;
    const reply = this.#expect(id);
    this.#worker.postMessage({ id, target, method, args } satisfies WorkerCall);
    return reply;
  }

  #expect(id: number): Promise<{ readonly value: unknown; readonly head: number }> {
    return new Promise((resolve, reject) => this.#pending.set(id, { resolve, reject }));
  }

  #settle(reply: WorkerReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if ('failure' in reply) pending?.reject(toError(reply.failure));
    else pending?.resolve(reply);
  }
}

function toError({ kind, message }: Failure): Error {
  switch (kind) {
    case 'full':
      return new AppError(
        'no-room',
        `Nothing was stored (${message}): the disk is full; free some room and send it again.`,
      );
    case 'storage':
      return new AppError('storage-unavailable', `The log's file can't be used now (${message}); send it again later.`);
    case 'start':
      return new StartError(message);
    case 'bug':
      return new Error(`The log's worker failed: ${message}`);
  }
}
