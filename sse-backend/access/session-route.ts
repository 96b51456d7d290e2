import { SCOPES, type SessionReport, type SignInMethod } from '../contract/access.ts';
import { AppError } from '../app-error.ts';
import type { Exchange } from '../http/exchange.ts';
import { sendJson } from '../http/json.ts';
import type { Route } from '../http/router.ts';
import { signInRequired } from './challenge.ts';
import type { GateParts } from './gate.ts';
import { identify } from './identification.ts';
import { refuseForeignPage } from './own-origin.ts';
import { NOBODY, type Principal } from './principal.ts';

/** What `/api/session` needs. */
export interface SessionRouteParts extends GateParts {
  readonly hasIssuer: boolean;
}

/** `/api/session`: who am I, sign in with a token or renew the session, sign out. Open to all, as it is where one signs in. */
export function sessionRoute(parts: SessionRouteParts): Route {
  return {
    path: '/api/session',
    methods: {
      GET: { needs: 'nothing', handle: (exchange) => tell(exchange, parts) },
      POST: { needs: 'nothing', handle: (exchange) => signIn(exchange, parts) },
      DELETE: { needs: 'nothing', handle: (exchange) => signOut(exchange, parts) },
    },
  };
}

async function tell(exchange: Exchange, parts: SessionRouteParts): Promise<void> {
  const principal = parts.resident() ?? (await knownOrNobody(exchange, parts));
  send(exchange, principal, parts);
}

/** @throws AppError `sign-in-required`, `too-many-attempts`, `foreign-origin`, `no-room`, `storage-unavailable` */
async function signIn(exchange: Exchange, parts: SessionRouteParts): Promise<void> {
  const { request, response } = exchange;
  const resident = parts.resident();
  if (resident) {
    send(exchange, resident, parts);
    return;
  }
  const identified = await identify(exchange, parts);
  if (!identified) throw signInRequired(response, 'missing');
  refusePageThatIsNotOurs(exchange, parts, identified.by === 'cookie');
  const principal =
    identified.by === 'bearer'
      ? await parts.sessions.begin(response, identified.principal, request)
      : parts.sessions.renew(request, response);
  if (!principal) throw signInRequired(response, 'wrong');
  send(exchange, principal, parts);
}

/** @throws AppError `foreign-origin`, and when it can't be stored `no-room` or `storage-unavailable` */
async function signOut(exchange: Exchange, parts: SessionRouteParts): Promise<void> {
  const { request, response } = exchange;
  refusePageThatIsNotOurs(exchange, parts, parts.sessions.find(request) !== undefined);
  await parts.sessions.end(request, response);
  response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
}

/** Another page must not sign anybody in or out. A program says nothing of pages, and has no cookie. */
function refusePageThatIsNotOurs({ request }: Exchange, { callers }: SessionRouteParts, hasCookie: boolean): void {
  if (hasCookie || request.headers.origin !== undefined) refuseForeignPage(request, callers.callerOf(request));
}

async function knownOrNobody(exchange: Exchange, parts: SessionRouteParts): Promise<Principal> {
  try {
    return (await identify(exchange, parts))?.principal ?? NOBODY;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'sign-in-required') throw error;
    exchange.response.removeHeader('WWW-Authenticate');
    return NOBODY;
  }
}

function send({ response }: Exchange, principal: Principal, { resident, hasIssuer }: SessionRouteParts): void {
  const methods: SignInMethod[] = hasIssuer ? ['token', 'oidc'] : ['token'];
  const report: SessionReport = {
    Name: principal === NOBODY ? null : principal.name,
    Scopes: SCOPES.filter((scope) => principal.scopes.has(scope)),
    Expires: principal.expiresAt === undefined ? null : new Date(principal.expiresAt).toISOString(),
    Methods: resident() ? [] : methods,
  };
  sendJson(response, 200, report);
}
