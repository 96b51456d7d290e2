import { explainFailure, requestedWaitMs } from '../feed/load-failure';
import { ApiError } from '../http/json-api';
import { SIGN_IN_TEXT } from '../messages/sign-in';

/** Why somebody isn't signed in, and for how long it makes no sense to try again (ms). */
export interface SignInError {
  readonly text: string;
  readonly waitMs: number;
}

const TEXT = SIGN_IN_TEXT.errors;

/** Explains what became of `POST /api/session`. */
export function explainSignIn(error: unknown): SignInError {
  const waitMs = requestedWaitMs(error);
  if (error instanceof ApiError && error.status === 401) return { text: TEXT.unknown, waitMs: 0 };
  if (error instanceof ApiError && error.status === 429) return { text: TEXT.tooMany(waitMs), waitMs };
  return { text: TEXT.failed(explainFailure(error)), waitMs };
}

/** What is wrong with a token before anybody has been asked; `''`: nothing. [spec] RFC 6750, 2.1: b64token. */
export function findFault(token: string): string {
  if (token === '') return TEXT.missing;
  return /^[A-Za-z0-9\-._~+/]+=*$/.test(token) ? '' : TEXT.malformed;
}
