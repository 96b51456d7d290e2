import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { AppError } from '../app-error.ts';
import { isLoopbackAddress, plainAddress } from './addresses.ts';
import type { Caller, Callers } from './callers.ts';
import type { Openness } from './exposure.ts';
import { isLoopbackName } from './loopback-name.ts';

/** Lets a request pass, or throws why not. */
export type Guard = (request: IncomingMessage) => void;

/** By what requests are judged before anybody asks whose they are. */
export interface GuardRules {
  readonly callers: Callers;
  /** Pages of these origins may use the server besides its own (CORS). */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly publicUrl: string | undefined;
  /** As things are now: the first token closes an open server. */
  readonly openness: () => Openness;
}

/** By these a token could be sent in an address, as some clients do that know no better. */
const TOKEN_PARAMETERS = ['access_token', 'token'];

/**
 * The guard in front of everything, also of what is open to all:
 * - forwarding headers from whom we don't trust mean a proxy that we weren't told of. To a server that is open on this machine
 *   everyone would seem to come from it, and any other would take all clients for one;
 * - another name in Host means DNS rebinding: a foreign page has made its own name point here. An open server takes only names
 *   that can't be made to: `localhost`, beyond it addresses, and the public URL's. One with sign-in takes any, unless it knows
 *   its public URL: browsers keep cookies by name, so that a rebound page comes without one;
 * - a foreign Origin means a page from elsewhere, unless the operator allowed it;
 * - a token in the address would be in logs and histories by now; the sooner its sender learns that, the better.
 * @throws AppError `forwarded-request`, `foreign-host`, `foreign-origin`, `invalid-request`
 */
export function guardOf(rules: GuardRules): Guard {
  const { callers, allowedOrigins, publicUrl, openness } = rules;
  const publicName = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
  return (request) => {
    const untold = callers.untoldProxyHeader(request);
    if (untold !== undefined) throw forwarded(untold, openness(), request.socket.remoteAddress);
    const caller = callers.callerOf(request);
    if (!isHostless(request) && !isOurName(caller, publicName, openness()))
      throw foreignHost(request.headers.host ?? '', openness());
    const { origin } = request.headers;
    const isLocalPage = openness() === 'local' && origin !== undefined && isLocal(origin);
    const isOurs = origin === undefined || origin === caller.origin || allowedOrigins.has(origin);
    if (!isOurs && !isLocalPage) throw foreignOrigin(origin);
    if (isBlindCrossSite(request)) throw foreignOrigin('another site');
    refuseTokenInAddress(request.url ?? '');
  };
}

/** No browser speaks HTTP/1.0, so a request without Host can't be a rebound one. */
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
 * [spec] Fetch Metadata, 2.4: an image or script tag of a foreign page sends no Origin. It can't read the answer, but could
 * make us work; that of a neighbour, another port or host of the same site, even with the session's cookie. Following a link
 * is fine.
 */
function isBlindCrossSite({ headers }: IncomingMessage): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  return (site === 'cross-site' || site === 'same-site') && origin === undefined && mode !== 'navigate';
}

function isLocal(origin: string): boolean {
  const url = URL.parse(origin);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  return isWeb && url.username === '' && url.pathname === '/' && isLoopbackName(url.hostname);
}

/** @throws AppError `invalid-request` */
function refuseTokenInAddress(target: string): void {
  if (!target.includes('?')) return;
  const query = new URLSearchParams(target.split('?')[1]);
  const parameter = TOKEN_PARAMETERS.find((name) => query.has(name));
  if (parameter === undefined) return;
  throw new AppError(
    'invalid-request',
    `A token in the address (${parameter}=…) ends up in logs and histories, where others read it; revoke it, and send ` +
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
          '--public-url, or start it with that one. A proxy has to hand the Host on.',
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
        `The request came through a proxy (it has the header ${header}) of which this server was not told, so that all ` +
          `clients would look like one; start it with --trust-proxy ${plainAddress(peer)}.`,
      );
  }
}
