import { ApiError, LateError } from '../http/json-api';

/** Why a request failed, as a clause: "the server does not answer". */
export function explainFailure(error: unknown): string {
  if (error instanceof LateError) return 'the server took too long to answer';
  if (!(error instanceof ApiError)) return error instanceof Error ? error.message : 'of an unknown error';
  if (error.status === 0) return 'the server does not answer';
  if (error.status < 300) return 'what answered is not a Vitalwire server';
  return `the server answered ${error.status}${explainProblem(error.body)}`;
}

/** How long a server that refused a request asks us to wait (ms); 0 when it doesn't say. */
export function requestedWaitMs(error: unknown): number {
  const seconds = error instanceof ApiError ? Number(error.headers.get('Retry-After')) : 0;
  return Number.isFinite(seconds) ? seconds * 1_000 : 0;
}

/** [spec] RFC 9457: `detail` is meant for people. */
function explainProblem(body: unknown): string {
  if (typeof body !== 'object' || body === null) return '';
  const { detail } = body as { detail?: unknown };
  return typeof detail === 'string' ? ` (${detail})` : '';
}
