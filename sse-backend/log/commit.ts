import type { AcknowledgementOutcome, NewAcknowledgement } from './alarm-shapes.ts';
import type { Actor } from './pending-audit-entries.ts';
import type { BatchOutcome, ImportBatch, ImportEnd, ImportJob, NewImport } from './import-shapes.ts';
import type { LogState } from './meta.ts';
import type { AppendMode, AppendOutcome, NewReading, StoredRun } from './shapes.ts';

/** One caller's readings within a commit. */
export interface ReadingsRequest {
  readonly kind: 'readings';
  readonly readings: readonly NewReading[];
  readonly mode: AppendMode;
  /** For the audit; undefined for the server's own readings. */
  readonly actor?: Actor | undefined;
}

/** One caller's acknowledgement within a commit. */
interface AcknowledgementRequest {
  readonly kind: 'acknowledgement';
  readonly acknowledgement: NewAcknowledgement;
  readonly actor?: Actor | undefined;
}

/** The end of an import, within a commit. */
export interface EndImportRequest {
  readonly kind: 'end-import';
  readonly id: string;
  readonly end: ImportEnd;
  /** Who cancelled it; undefined when it was not cancelled. */
  readonly actor?: Actor | undefined;
}

/** A step of an import. */
type ImportRequest =
  | { readonly kind: 'create-import'; readonly job: NewImport; readonly actor?: Actor | undefined }
  | { readonly kind: 'begin-import'; readonly id: string }
  | EndImportRequest;

/** Consecutive rows of an import. */
export interface ImportBatchRequest {
  readonly kind: 'import-batch';
  readonly batch: ImportBatch;
}

/** What one caller wants stored. */
export type AppendRequest = ReadingsRequest | AcknowledgementRequest | ImportRequest | ImportBatchRequest;

/** What becomes of a request: of readings, an outcome for each. */
export type OutcomeOf<Request extends AppendRequest> = Outcomes[Request['kind']];

interface Outcomes {
  readonly readings: AppendOutcome[];
  readonly acknowledgement: AcknowledgementOutcome;
  readonly 'create-import': ImportJob;
  readonly 'begin-import': undefined;
  readonly 'end-import': boolean;
  readonly 'import-batch': BatchOutcome;
}

/** What a commit did: the outcome of each request, and what it stored, in order. */
export interface Commit {
  readonly outcomes: readonly OutcomeOf<AppendRequest>[];
  readonly runs: readonly StoredRun[];
  /** The imports that have new events. */
  readonly told: ReadonlySet<string>;
  readonly state: LogState;
  /** Pages of the WAL that are not in the file yet. */
  readonly walPages: number;
}
