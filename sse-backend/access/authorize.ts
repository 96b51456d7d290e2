import type { IncomingRequest, RequestContext } from '../http/request-context.ts';
import type { Authorize, Need } from '../http/router.ts';
import type { AccessExpiry } from '../http/access-expiry.ts';
import { authenticate, type Authentication, type Identity } from './authenticate.ts';
import { notAllowed, signInRequired } from '../http/challenge.ts';
import { refuseForeignPage } from './check-origin.ts';
import type { Openness } from './exposure.ts';
import { ANONYMOUS, LOCAL, UNKNOWN_CALLER, type Principal } from '../http/principal.ts';

/** What requests are authorized with. */
export interface Authorization extends Authentication {
  /** Returns the principal of all requests while no sign-in is required, else undefined. */
  readonly defaultPrincipal: () => Principal | undefined;
}

/**
 * Creates the function that authenticates each request and checks that its caller has the needed scope. A route that needs
 * nothing isn't authenticated.
 * @throws AppError (the created function) `sign-in-required`, `too-many-attempts`, `not-allowed`, `foreign-origin`
 */
export function createAuthorizer(authorization: Authorization): Authorize {
  const { callers, defaultPrincipal } = authorization;
  return (incoming, need) => {
    const toExchange = (principal: Principal): RequestContext => {
      const caller = callers.callerOf(incoming.request);
      const publicOrigin = callers.publicOriginFor(incoming.request, caller);
      return { ...incoming, principal, from: caller.address, publicOrigin };
    };
    const everyone = defaultPrincipal();
    if (everyone) return toExchange(everyone);
    if (need === 'nothing') return toExchange(UNKNOWN_CALLER);
    const identity = authenticate(incoming, authorization);
    if (!(identity instanceof Promise)) return toExchange(requireScope(incoming, need, identity, authorization));
    return identity.then((found) => toExchange(requireScope(incoming, need, found, authorization)));
  };
}

/**
 * Returns the principal of all requests while no sign-in is required. Their access ends with `openAccess`, so the first token
 * also ends streams and uploads that began before it.
 */
export function defaultPrincipalOf(openness: () => Openness, openAccess: AccessExpiry): () => Principal | undefined {
  const local: Principal = { ...LOCAL, expiry: openAccess };
  const anonymous: Principal = { ...ANONYMOUS, expiry: openAccess };
  return () => {
    switch (openness()) {
      case 'local':
        return local;
      case 'anonymous':
        return anonymous;
      case 'signed-in':
        return undefined;
    }
  };
}

function requireScope(
  { request, response }: IncomingRequest,
  need: Exclude<Need, 'nothing'>,
  identity: Identity | undefined,
  { callers }: Authorization,
): Principal {
  if (!identity) throw signInRequired(response, 'missing');
  const { by, principal } = identity;
  if (by === 'cookie') refuseForeignPage(request, callers.callerOf(request));
  if (!principal.scopes.has(need)) throw notAllowed(response, principal.name, need);
  return principal;
}
