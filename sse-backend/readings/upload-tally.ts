import { conflictError } from '../log/conflict-error.ts';
import type { EventLog } from '../log/event-log.ts';
import type { AppendOutcome, NewReading } from '../log/shapes.ts';
import { MOST_ERRORS, type FieldError } from '../contract/field-error.ts';

/** What became of an upload's lines. */
export interface UploadSummary {
  readonly Stored: number;
  readonly Duplicates: number;
  readonly Rejected: number;
  /** The first 100; lines count from 1. */
  readonly Errors: readonly LineError[];
  /** The id of the last good line, `null` when there was none. */
  readonly LastId: string | null;
}

/** What is wrong with one field of one line. */
export interface LineError {
  readonly Line: number;
  readonly Field: string;
  readonly Value: unknown;
  readonly Reason: string;
}

/** Counts what becomes of an upload's lines. */
export class UploadTally {
  readonly #log: Pick<EventLog, 'idOf'>;
  readonly #errors: LineError[] = [];
  #stored = 0;
  #duplicates = 0;
  #rejected = 0;
  #lastSequence: number | undefined;

  constructor(log: Pick<EventLog, 'idOf'>) {
    this.#log = log;
  }

  get summary(): UploadSummary {
    return {
      Stored: this.#stored,
      Duplicates: this.#duplicates,
      Rejected: this.#rejected,
      Errors: this.#errors,
      LastId: this.#lastSequence === undefined ? null : this.#log.idOf(this.#lastSequence),
    };
  }

  /** Counts a good line by what the log made of it. */
  addOutcome(line: number, reading: NewReading, outcome: AppendOutcome | undefined): void {
    switch (outcome?.kind) {
      case 'stored':
        this.#stored += 1;
        this.#lastSequence = outcome.sequence;
        return;
      case 'repeated':
        this.#duplicates += 1;
        this.#lastSequence = outcome.sequence;
        return;
      case 'conflict':
        return this.addRejected(line, [conflictError(reading, outcome, this.#log)]);
      case 'withheld':
      case undefined:
        throw new TypeError('the log gave no outcome for a reading that stands on its own');
    }
  }

  /** Counts a line that is refused, and lists why while there is room. */
  addRejected(line: number, errors: readonly FieldError[]): void {
    this.#rejected += 1;
    const listed = errors.slice(0, MOST_ERRORS - this.#errors.length);
    for (const { field, value, reason } of listed) {
      this.#errors.push({ Line: line, Field: field, Value: value, Reason: reason });
    }
  }
}
