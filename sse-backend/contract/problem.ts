/** The stable `code` of every refusal; callers branch on it, never on the text. */
export type ProblemCode =
  | 'body-too-large'
  | 'body-too-slow'
  | 'foreign-host'
  | 'foreign-origin'
  | 'forwarded-request'
  | 'headers-too-large'
  | 'import-over'
  | 'internal-error'
  | 'invalid-acknowledgement'
  | 'invalid-csv'
  | 'invalid-json'
  | 'invalid-parameter'
  | 'invalid-reading'
  | 'invalid-request'
  | 'method-not-allowed'
  | 'no-room'
  | 'not-acceptable'
  | 'not-allowed'
  | 'not-found'
  | 'reading-conflict'
  | 'request-too-slow'
  | 'server-clock-behind'
  | 'server-stopping'
  | 'sign-in-required'
  | 'sign-in-unavailable'
  | 'storage-unavailable'
  | 'too-busy'
  | 'too-many-attempts'
  | 'too-many-streams'
  | 'too-many-streams-of-yours'
  | 'unsupported-media-type';

/** Body of every error answer: `application/problem+json` (RFC 9457). Its member names are the RFC's, so lower case. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** What failed with the value seen, why, and what to do. */
  readonly detail: string;
  readonly errors?: readonly ItemError[];
}

/** What is wrong with one item of a request; `index` counts from 0. */
export interface ItemError {
  readonly index: number;
  readonly field: string;
  readonly value: unknown;
  readonly reason: string;
}
