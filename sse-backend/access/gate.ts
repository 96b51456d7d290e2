import type { Arrival, Exchange } from '../http/exchange.ts';
import type { Admission, Need } from '../http/router.ts';
import { notAllowed, signInRequired } from './challenge.ts';
import { identify, type Credentials, type Identified } from './identification.ts';
import { refuseForeignPage } from './own-origin.ts';
import { NOBODY, type Principal } from './principal.ts';

/** What a gate decides by. */
export interface GateParts extends Credentials {
  /** Whose all requests are just now; undefined once somebody has to sign in. */
  readonly resident: () => Principal | undefined;
}

/**
 * Finds out whose a request is, and lets it in to what they may do. What needs nothing is not asked whose it is.
 * @throws AppError (by the admission) `sign-in-required`, `too-many-attempts`, `not-allowed`, `foreign-origin`
 */
export function gateOf(parts: GateParts): Admission {
  const { callers, resident } = parts;
  return (arrival, need) => {
    const admit = (principal: Principal): Exchange => {
      const caller = callers.callerOf(arrival.request);
      const publicOrigin = callers.publicOriginFor(arrival.request, caller);
      return { ...arrival, principal, from: caller.address, publicOrigin };
    };
    const everyone = resident();
    if (everyone) return admit(everyone);
    if (need === 'nothing') return admit(NOBODY);
    const identified = identify(arrival, parts);
    if (!(identified instanceof Promise)) return admit(allowed(arrival, need, identified, parts));
    return identified.then((found) => admit(allowed(arrival, need, found, parts)));
  };
}

function allowed(
  arrival: Arrival,
  need: Exclude<Need, 'nothing'>,
  identified: Identified | undefined,
  { callers }: GateParts,
): Principal {
  const { request, response } = arrival;
  if (!identified) throw signInRequired(response, 'missing');
  const { by, principal } = identified;
  if (by === 'cookie') refuseForeignPage(request, callers.callerOf(request));
  if (!principal.scopes.has(need)) throw notAllowed(response, principal.name, need);
  return principal;
}
