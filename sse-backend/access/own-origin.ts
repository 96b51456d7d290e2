import type { IncomingMessage } from 'node:http';
import { AppError } from '../app-error.ts';
import type { Caller } from './callers.ts';

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser sends its cookies along with whatever any page has it send. What changes something must therefore come from a page
 * of our own; browsers say so with every POST and DELETE ([spec] Fetch, 3.2). @throws AppError `foreign-origin`
 */
export function refuseForeignPage({ method = '', headers }: IncomingMessage, { origin }: Caller): void {
  if (READING_METHODS.has(method) || headers.origin === origin) return;
  const seen =
    headers.origin === undefined ? 'no Origin' : `the Origin ${JSON.stringify(headers.origin.slice(0, 100))}`;
  throw new AppError(
    'foreign-origin',
    `The request has ${seen}, and with a session's cookie only pages of ${origin} may change something; send ` +
      '"Authorization: Bearer …" instead, or start the server with --public-url if that is where its pages are.',
  );
}
