import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { AppError } from '../app-error.ts';
import type { Problem } from '../contract/problem.ts';

/** Answers that a client should simply repeat later say when: a moment drawn at random, so that not all come at once. */
const LONGEST_RETRY_S = 10;

/** Answers with `application/problem+json` (RFC 9457). Once the headers are out there is only cutting the connection. */
export function sendProblem(response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = JSON.stringify(toProblem(error));
  response.writeHead(error.status, {
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(error.status === 503 || error.status === 429 ? { 'Retry-After': retryAfter() } : {}),
  });
  response.end(body);
}

/** The problem document of a refusal. `type` is about:blank, as RFC 9457 has it where `title` is the status phrase. */
export function toProblem(error: AppError): Problem {
  return {
    type: 'about:blank',
    title: STATUS_CODES[error.status] ?? 'Error',
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.errors ? { errors: error.errors } : {}),
    ...error.extensions,
  };
}

function retryAfter(): number {
  return 1 + Math.floor(Math.random() * LONGEST_RETRY_S);
}
