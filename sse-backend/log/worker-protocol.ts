import type { Rules } from '../contract/status.ts';
import type { Retention } from './retention.ts';
import type { Migration } from './schema.ts';

/** What a log's worker is started with. */
export interface WorkerData {
  readonly file: string;
  readonly access: 'read' | 'write';
  readonly rules: Rules;
  readonly retention: Retention;
}

/** A method to be called in the worker. Ids rise from 1; 0 is the worker's own first message, when it has opened. */
export interface WorkerCall {
  readonly id: number;
  readonly target: 'writer' | 'reader' | 'database';
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What came of it; `head` is the highest sequence that a read saw. A migration is told before the first answer. */
export type WorkerReply =
  | { readonly id: 0; readonly migration: Migration }
  | { readonly id: number; readonly head: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** An error on its way between threads, by kind: `full` and `storage` are the disk's, `start` ends the program. */
export interface Failure {
  readonly kind: 'full' | 'storage' | 'start' | 'bug';
  readonly message: string;
}

// [spec] https://www.sqlite.org/rescode.html: the primary result code is the low byte.
const SQLITE_FULL = 13;

/** Sorts an error by what its receiver can do about it. */
export function describeFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { kind: 'bug', message: String(error) };
  if (!('errcode' in error)) return { kind: 'bug', message: error.stack ?? error.message };
  const isFull = (Number(error.errcode) & 0xff) === SQLITE_FULL;
  return { kind: isFull ? 'full' : 'storage', message: error.message };
}
