import type { AcknowledgementOutcome, NewAcknowledgement } from './alarm-shapes.ts';
import type { LogState } from './meta.ts';
import type { AppendMode, AppendOutcome, NewReading, StoredEvent } from './shapes.ts';

/** One caller's readings within a commit. */
export interface ReadingsRequest {
  readonly kind: 'readings';
  readonly readings: readonly NewReading[];
  readonly mode: AppendMode;
}

/** One caller's acknowledgement within a commit. */
export interface AcknowledgementRequest {
  readonly kind: 'acknowledgement';
  readonly acknowledgement: NewAcknowledgement;
}

/** What one caller wants stored. */
export type AppendRequest = ReadingsRequest | AcknowledgementRequest;

/** What becomes of a request: of readings, an outcome for each. */
export type OutcomeOf<Request extends AppendRequest> = Request extends ReadingsRequest
  ? AppendOutcome[]
  : AcknowledgementOutcome;

/** What a commit did: the outcome of each request, and the events it stored, in order. */
export interface Commit {
  readonly outcomes: readonly OutcomeOf<AppendRequest>[];
  readonly events: readonly StoredEvent[];
  readonly state: LogState;
}
