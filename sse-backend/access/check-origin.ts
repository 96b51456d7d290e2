import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { AppError } from '../app-error.ts';
import { isLoopbackAddress, isLoopbackName, plainAddress } from '../http/addresses.ts';
import type { Caller, Callers } from './callers.ts';
import type { Openness } from './exposure.ts';

/** Checks a request before it is authenticated. @throws AppError if it is refused */
export type OriginCheck = (request: IncomingMessage) => void;

/** What an origin check needs. */
export interface OriginRules {
  readonly callers: Callers;
  /** Other origins whose pages may use the server (CORS). */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly publicUrl: string | undefined;
  /** Current value: the first token closes an open server. */
  readonly openness: () => Openness;
}

/** Query parameters in which some clients send a token. */
const TOKEN_PARAMETERS = ['access_token', 'token'];

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Creates the check of all requests, also of those to routes that are open to all. It refuses:
 * - forwarding headers from an address that isn't trusted: a proxy that isn't configured. All its clients would seem to be one,
 *   and on a server that is open to this machine, local;
 * - an unknown Host: a foreign page could have made its name point here (DNS rebinding). An open server accepts only names that
 *   can't be redirected: `localhost`, and with `--allow-anonymous` addresses and the public URL's name. A server with sign-in
 *   accepts any name unless it knows its public URL, because a rebound page has no cookie;
 * - a foreign Origin that isn't allowed;
 * - a token in the URL, which would end up in logs and histories.
 * @throws AppError (the created check) `forwarded-request`, `foreign-host`, `foreign-origin`, `invalid-request`
 */
export function createOriginCheck(rules: OriginRules): OriginCheck {
  const { callers, allowedOrigins, publicUrl, openness } = rules;
  const publicName = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  return (request) => {
    const proxyHeader = callers.unexpectedProxyHeader(request);
    if (proxyHeader !== undefined) throw forwarded(proxyHeader, openness(), request.socket.remoteAddress);
    const caller = callers.callerOf(request);
    if (!isHostless(request) && !isOurName(caller, publicName, openness()))
      throw foreignHost(request.headers.host ?? '', openness());
    const { origin } = request.headers;
    const isLocalPage = openness() === 'local' && origin !== undefined && isLocal(origin);
    const isAllowed = origin === undefined || origin === caller.origin || allowedOrigins.has(origin);
    if (!isAllowed && !isLocalPage) throw foreignOrigin(origin);
    if (isCrossSiteSubresource(request)) throw foreignOrigin('another site');
    refuseTokenInUrl(request.url ?? '');
  };
}

/**
 * Refuses a changing request with a session cookie that doesn't come from a page of this server: a browser sends the cookie with
 * requests of any page. Browsers send Origin with each POST and DELETE ([spec] Fetch, 3.2). @throws AppError `foreign-origin`
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

/** Whether it is HTTP/1.0 without a Host. Browsers don't send that, so it can't come from a rebound page. */
function isHostless({ headers, httpVersion }: IncomingMessage): boolean {
  return headers.host === undefined && httpVersion === '1.0';
}

function isOurName(
  { hostname, address, isForwarded }: Caller,
  publicName: string | undefined,
  openness: Openness,
): boolean {
  const isLocalName = isLoopbackName(hostname);
  if (openness === 'local') return isLocalName;
  if (publicName !== undefined) {
    const isFromHere = isLoopbackAddress(address) && !isForwarded;
    return hostname === publicName || (isLocalName && isFromHere);
  }
  if (openness === 'signed-in') return hostname !== '';
  return isLocalName || isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
}

/**
 * Whether an image or script tag of another site sent it: without Origin ([spec] Fetch Metadata, 2.4). The page can't read the
 * answer, but could cause load; a page of the same site, on another port or host, even with the session's cookie. Links are fine.
 */
function isCrossSiteSubresource({ headers }: IncomingMessage): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  return (site === 'cross-site' || site === 'same-site') && origin === undefined && mode !== 'navigate';
}

function isLocal(origin: string): boolean {
  const url = URL.parse(origin);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  return isWeb && url.username === '' && url.pathname === '/' && isLoopbackName(url.hostname);
}

/** @throws AppError `invalid-request` */
function refuseTokenInUrl(target: string): void {
  if (!target.includes('?')) return;
  const query = new URLSearchParams(target.split('?')[1]);
  const parameter = TOKEN_PARAMETERS.find((name) => query.has(name));
  if (parameter === undefined) return;
  throw new AppError(
    'invalid-request',
    `A token in the URL (${parameter}=…) ends up in logs and histories, where others read it; revoke it, and send ` +
      'the next one as "Authorization: Bearer …".',
  );
}

function foreignHost(host: string, openness: Openness): AppError {
  const name = JSON.stringify(host.slice(0, 100));
  switch (openness) {
    case 'local':
      return new AppError(
        'foreign-host',
        `The Host ${name} is not this machine, and without tokens this server is open to this machine only; use ` +
          'http://localhost with its port.',
      );
    case 'anonymous':
    case 'signed-in':
      return new AppError(
        'foreign-host',
        `The Host ${name} is not this server's, and a foreign page could have made it point here; use the address in its ` +
          '--public-url, or start it with that one. A proxy must pass on the Host.',
      );
  }
}

function foreignOrigin(origin: string): AppError {
  return new AppError(
    'foreign-origin',
    `Pages of ${JSON.stringify(origin.slice(0, 100))} may not use this server; start it with --allow-origin for them, or ` +
      'with --public-url if that is where its own pages are.',
  );
}

function forwarded(header: string, openness: Openness, peer = ''): AppError {
  switch (openness) {
    case 'local':
      return new AppError(
        'forwarded-request',
        `The request came through a proxy (it has the header ${header}), and without tokens this server is open to this ` +
          'machine only; call it directly, or make a token and start it with --trust-proxy.',
      );
    case 'anonymous':
    case 'signed-in':
      return new AppError(
        'forwarded-request',
        `The request came through a proxy (it has the header ${header}) that this server doesn't know, so that all ` +
          `clients would look like one; start it with --trust-proxy ${plainAddress(peer)}.`,
      );
  }
}
