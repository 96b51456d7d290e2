import type { ImportOutcome, ImportPhase } from '../contract/import.ts';
import type { ListPlace } from '../sqlite/list-bounds.ts';

/** Where in its file an import goes on: the byte and the line (from 1) at which the next row begins. */
export interface ImportPlace {
  readonly bytes: number;
  readonly line: number;
}

/** An import whose file is safely on disk. */
export interface NewImport {
  /** A letter and nine more of a-z0-9: its events' ids are `<id>-<number>`, positions like the log's. */
  readonly id: string;
  readonly fileName: string | undefined;
  readonly by: string;
  readonly totalBytes: number;
  /** `?columns=` as it was given, '' for none. */
  readonly columns: string;
  /** `?unit=&dates=&zone=` as `writeFormats` has them, '' for none. */
  readonly formats: string;
  /** The header as the file has it, line end excluded: what was refused is downloaded under it, when the file has gone. */
  readonly header: string;
}

/** An import as the log keeps it. Times in milliseconds since 1970; `atMs` is when it was created. */
export interface ImportJob extends NewImport, ListPlace {
  readonly phase: ImportPhase;
  /** How far its rows are stored: written in the transaction that stores them. */
  readonly place: ImportPlace;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly outcome: ImportOutcome | undefined;
  readonly reason: string | undefined;
}

/** Consecutive rows of an import. It is stored only where the import stands at `from`, so that no row is left out or comes twice. */
export interface ImportBatch {
  readonly id: string;
  /** The byte at which the first row begins. */
  readonly from: number;
  readonly to: ImportPlace;
  /**
   * The rows, see `encodeRows`. They are moved from thread to thread, and so gone where they were: as objects they would cost
   * the threads more than storing them does.
   */
  readonly rows: Uint8Array<ArrayBuffer>;
  readonly count: number;
  /** How the file calls the columns that a conflict can be in. */
  readonly columns: { readonly name: string; readonly temperature: string };
}

/** `stale`: the import doesn't stand where the batch begins, is over or unknown; nothing of the batch was stored. */
export type BatchOutcome = 'stored' | 'stale';

/** How an import ends; `reason` where it failed. */
export interface ImportEnd {
  readonly outcome: ImportOutcome;
  readonly reason?: string;
}

/** An event of an import's story; numbers rise by one from 1. */
export interface ImportEvent {
  readonly number: number;
  readonly type: 'progress' | 'line-error' | 'done';
  readonly data: string;
}

/** A row that was refused, as `errors.csv` has it; numbers rise from 1. */
export interface RefusedRow {
  readonly number: number;
  readonly line: number;
  readonly record: string;
  /** All that is wrong with it, as one sentence each. */
  readonly reason: string;
}
