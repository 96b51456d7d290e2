import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long a browser may remember the answer to a preflight. */
const PREFLIGHT_SECONDS = 600;

/**
 * Lets pages of the allowed origins read our answers ([spec] Fetch, 3.3 "CORS protocol"). Preflights are answered here;
 * gives whether it was one.
 */
export function allowCors(request: IncomingMessage, response: ServerResponse, allowed: ReadonlySet<string>): boolean {
  const { origin } = request.headers;
  if (allowed.size > 0) response.setHeader('Vary', 'Origin');
  if (origin === undefined || !allowed.has(origin)) return false;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', 'Location, Retry-After');
  const isPreflight = request.method === 'OPTIONS' && 'access-control-request-method' in request.headers;
  if (!isPreflight) return false;
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, HEAD, POST, DELETE',
    'Access-Control-Allow-Headers': 'Authorization, Cache-Control, Content-Type, Last-Event-ID, X-Requested-With',
    'Access-Control-Max-Age': PREFLIGHT_SECONDS,
  });
  response.end();
  return true;
}
