import type { ItemError, ProblemCode } from './contract/problem.ts';

/** Status of the answer that each refusal gets when it reaches HTTP. */
const STATUS = {
  'body-too-large': 413,
  'body-too-slow': 408,
  'foreign-host': 403,
  'foreign-origin': 403,
  'forwarded-request': 403,
  'headers-too-large': 431,
  'import-over': 409,
  'internal-error': 500,
  'invalid-acknowledgement': 422,
  'invalid-csv': 422,
  'invalid-json': 400,
  'invalid-parameter': 400,
  'invalid-reading': 422,
  'invalid-request': 400,
  'method-not-allowed': 405,
  'no-room': 507,
  'not-acceptable': 406,
  'not-allowed': 403,
  'not-found': 404,
  'reading-conflict': 409,
  'request-too-slow': 408,
  'server-clock-behind': 503,
  'server-stopping': 503,
  'sign-in-required': 401,
  'sign-in-unavailable': 503,
  'storage-unavailable': 503,
  'too-busy': 503,
  'too-many-attempts': 429,
  'too-many-streams': 503,
  'too-many-streams-of-yours': 429,
  'unsupported-media-type': 415,
} as const satisfies Record<ProblemCode, number>;

interface AppErrorOptions extends ErrorOptions {
  /** What is wrong with each item of the request. */
  readonly errors?: readonly ItemError[];
  /** Further members of the problem document (RFC 9457 section 3.2). */
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * A refusal that its receiver can act on. `code` is for programs and never changes; the message is for people and has
 * three parts: what failed with the value seen, why, what to do.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly status: number;
  readonly errors: readonly ItemError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(code: ProblemCode, message: string, options: AppErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = STATUS[code];
    this.errors = options.errors;
    this.extensions = options.extensions ?? {};
  }
}
