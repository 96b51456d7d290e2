import { ApiError, LateError } from './json-api';

/** Returns why a request failed as a clause: "the server is not responding". */
export function explainFailure(error: unknown): string {
  if (error instanceof LateError) return 'the server took too long to respond';
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : 'of an unknown error';
  if (error.status === 0) return 'the server is not responding';
  if (error.status < 300) return 'the response did not come from a Vitalwire server';
  const detail = problemDetail(error.body);
  return `the server answered ${error.status}${detail === '' ? '' : ` (${detail})`}`;
}

/** Returns the delay that the server requested with `Retry-After` (ms); 0 if it requested none. */
export function requestedWaitMs(error: unknown): number {
  const seconds = error instanceof ApiError ? Number(error.headers.get('Retry-After')) : 0;
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

/** Returns the `detail` of a problem response; `''` if it has none. [spec] RFC 9457: `detail` is written for people. */
export function problemDetail(body: unknown): string {
  const { detail } = (body ?? {}) as { readonly detail?: unknown };
  return typeof detail === 'string' ? detail : '';
}
