import type { IncomingMessage } from 'node:http';
import { AppError } from '../app-error.ts';
import type { Logger } from './logger.ts';

/** A full disk fails every request; a line a second says as much as a thousand. */
const QUIET_MS = 1000;

/** Logs requests that failed through no fault of their client, each kind once in a while. */
export function failureLog(logger: Logger): (error: unknown, request: IncomingMessage) => void {
  const lastLoggedAt = new Map<string, number>();
  return (error, { method, url = '' }) => {
    const code = error instanceof AppError ? error.code : 'internal-error';
    const now = performance.now();
    if (now - (lastLoggedAt.get(code) ?? -Infinity) < QUIET_MS) return;
    lastLoggedAt.set(code, now);
    const path = url.split('?')[0] ?? '';
    if (code === 'internal-error') logger.error('a request failed', { method, path, error: describe(error) });
    else logger.warn('a request failed', { method, path, code, error: describe(error) });
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error instanceof AppError ? error.message : (error.stack ?? error.message);
  return error.cause === undefined ? own : `${own} Cause: ${describe(error.cause)}`;
}
