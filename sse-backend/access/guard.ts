import type { IncomingMessage } from 'node:http';
import { AppError } from '../app-error.ts';

/** Lets a request pass, or throws why not. */
export type Guard = (request: IncomingMessage) => void;

const FORWARDING_HEADERS = /^(?:forwarded|x-forwarded-.+)$/;

/**
 * The guard of a server without tokens, which is open to whoever is on this machine, and to nobody else:
 * - another name in Host means DNS rebinding: a foreign page has made its own name point here;
 * - a foreign Origin means a page from elsewhere, unless the operator allowed it;
 * - forwarding headers mean that a proxy stands in front, so that who comes from this machine may be anyone.
 * @throws AppError `foreign-host`, `foreign-origin`, `forwarded-request`
 */
export function loopbackGuard(allowedOrigins: ReadonlySet<string>): Guard {
  return (request) => {
    const { host, origin } = request.headers;
    // No browser speaks HTTP/1.0, so a request without Host can't be a rebound one.
    const isHostless = host === undefined && request.httpVersion === '1.0';
    if (!isHostless && !isLocal(`http://${host ?? ''}`)) throw foreignHost(host ?? '');
    if (origin !== undefined && !allowedOrigins.has(origin) && !isLocal(origin)) throw foreignOrigin(origin);
    if (isBlindCrossSite(request)) throw foreignOrigin('another site');
    const forwarding = Object.keys(request.headers).find((name) => FORWARDING_HEADERS.test(name));
    if (forwarding !== undefined) throw forwarded(forwarding);
  };
}

/**
 * [spec] Fetch Metadata, 2.4: an image or script tag of a foreign page sends no Origin. It can't read the answer, but could
 * make us work. Following a link is fine.
 */
function isBlindCrossSite({ headers }: IncomingMessage): boolean {
  const { origin } = headers;
  return headers['sec-fetch-site'] === 'cross-site' && origin === undefined && headers['sec-fetch-mode'] !== 'navigate';
}

/** Whether a host name or address means this machine: RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. */
export function isLoopbackName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

function isLocal(origin: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, username, pathname } = new URL(origin);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && username === '' && pathname === '/' && isLoopbackName(hostname);
}

function foreignHost(host: string): AppError {
  return new AppError(
    'foreign-host',
    `The Host ${JSON.stringify(host.slice(0, 100))} is not this machine, and without tokens this server is open to this ` +
      'machine only; use http://localhost with its port.',
  );
}

function foreignOrigin(origin: string): AppError {
  return new AppError(
    'foreign-origin',
    `Pages of ${JSON.stringify(origin.slice(0, 100))} may not use this server; start it with --allow-origin for them.`,
  );
}

function forwarded(header: string): AppError {
  return new AppError(
    'forwarded-request',
    `The request came through a proxy (it has the header ${header}), and without tokens this server is open to this ` +
      'machine only; call it directly.',
  );
}
