import { AppError } from '../app-error.ts';
import { SCOPES, type SessionReport, type SignInMethod } from '../contract/access.ts';
import type { RequestContext } from '../http/request-context.ts';
import { sendJson } from '../http/json.ts';
import type { Route } from '../http/router.ts';
import { authenticate } from './authenticate.ts';
import type { Authorization } from './authorize.ts';
import { signInRequired } from '../http/challenge.ts';
import { refuseForeignPage } from './check-origin.ts';
import { UNKNOWN_CALLER, type Principal } from '../http/principal.ts';

/** What `/api/session` needs. */
export interface SessionRouteParts extends Authorization {
  readonly hasIssuer: boolean;
}

/** `/api/session`: GET reports the caller, POST signs in with a token or renews the session, DELETE signs out. Open to all. */
export function sessionRoute(parts: SessionRouteParts): Route {
  return {
    path: '/api/session',
    methods: {
      GET: { needs: 'nothing', handle: (context) => report(context, parts) },
      POST: { needs: 'nothing', handle: (context) => signIn(context, parts) },
      DELETE: { needs: 'nothing', handle: (context) => signOut(context, parts) },
    },
  };
}

async function report(context: RequestContext, parts: SessionRouteParts): Promise<void> {
  const principal = parts.defaultPrincipal() ?? (await authenticatedOrUnknown(context, parts));
  sendReport(context, principal, parts);
}

/** @throws AppError `sign-in-required`, `too-many-attempts`, `foreign-origin`, `no-room`, `storage-unavailable` */
async function signIn(context: RequestContext, parts: SessionRouteParts): Promise<void> {
  const { request, response } = context;
  const defaultPrincipal = parts.defaultPrincipal();
  if (defaultPrincipal) {
    sendReport(context, defaultPrincipal, parts);
    return;
  }
  const identity = await authenticate(context, parts);
  if (!identity) throw signInRequired(response, 'missing');
  refuseOtherPages(context, parts, identity.by === 'cookie');
  const principal =
    identity.by === 'bearer'
      ? await parts.sessions.begin(response, identity.principal, request)
      : parts.sessions.renew(request, response);
  if (!principal) throw signInRequired(response, 'invalid');
  sendReport(context, principal, parts);
}

/** @throws AppError `foreign-origin`; `no-room` or `storage-unavailable` if the sign-out can't be stored */
async function signOut(context: RequestContext, parts: SessionRouteParts): Promise<void> {
  const { request, response } = context;
  refuseOtherPages(context, parts, parts.sessions.findByCookie(request) !== undefined);
  await parts.sessions.end(request, response);
  response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
}

/** Other origins' pages must not sign a user in or out. Programs send neither Origin nor cookie. */
function refuseOtherPages({ request }: RequestContext, { callers }: SessionRouteParts, hasCookie: boolean): void {
  if (hasCookie || request.headers.origin !== undefined) refuseForeignPage(request, callers.callerOf(request));
}

async function authenticatedOrUnknown(context: RequestContext, parts: SessionRouteParts): Promise<Principal> {
  try {
    return (await authenticate(context, parts))?.principal ?? UNKNOWN_CALLER;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'sign-in-required') throw error;
    context.response.removeHeader('WWW-Authenticate');
    return UNKNOWN_CALLER;
  }
}

function sendReport(
  { response }: RequestContext,
  principal: Principal,
  { defaultPrincipal, hasIssuer }: SessionRouteParts,
): void {
  const methods: SignInMethod[] = hasIssuer ? ['token', 'oidc'] : ['token'];
  const body: SessionReport = {
    Name: principal === UNKNOWN_CALLER ? null : principal.name,
    Scopes: SCOPES.filter((scope) => principal.scopes.has(scope)),
    Expires: principal.expiresAt === undefined ? null : new Date(principal.expiresAt).toISOString(),
    Methods: defaultPrincipal() ? [] : methods,
  };
  sendJson(response, 200, body);
}
