import type { ClockReading } from '../clock/clock-rules.ts';
import type { Rules } from '../contract/status.ts';
import type { Failure } from '../sqlite/failure.ts';
import type { Migration } from '../sqlite/migrate.ts';
import type { Retention } from './retention.ts';

/** What a log's worker is started with. */
export interface WorkerData {
  readonly file: string;
  readonly access: 'read' | 'write';
  readonly rules: Rules;
  readonly retention: Retention;
  /** The clocks when the log was opened. */
  readonly clock: ClockReading;
}

/** A method to be called in the worker. Ids rise from 1; 0 is the worker's own first message, when it has opened. */
export interface WorkerCall {
  readonly id: number;
  readonly target: 'writer' | 'reader' | 'imports' | 'database';
  readonly method: string;
  readonly args: readonly unknown[];
}

/** What came of it; `head` is the highest sequence that a read saw. A migration is told before the first answer. */
export type WorkerReply =
  | { readonly id: 0; readonly migration: Migration }
  | { readonly id: number; readonly head: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };
