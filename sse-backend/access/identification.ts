import type { IncomingMessage } from 'node:http';
import { AppError } from '../app-error.ts';
import type { Arrival } from '../http/exchange.ts';
import { bearerIn } from './bearer.ts';
import { TokenFault, type BearerVerifier } from './bearer-verifier.ts';
import type { Callers } from './callers.ts';
import { signInRequired } from './challenge.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import type { Principal } from './principal.ts';
import type { Sessions } from './sessions.ts';
import type { TokenBook } from './token-book.ts';

/** By what a request can say whose it is. */
export interface Credentials {
  readonly tokens: TokenBook;
  /** Knows the tokens of an issuer, where there is one. */
  readonly verifier: BearerVerifier | undefined;
  readonly sessions: Sessions;
  readonly callers: Callers;
  readonly failures: FailedAttempts;
}

/** Somebody, and how they showed it. */
export interface Identified {
  readonly by: 'bearer' | 'cookie';
  readonly principal: Principal;
}

/**
 * Whose a request is: by its bearer token, else by its session's cookie; undefined for one with neither.
 * @throws AppError `sign-in-required` for credentials that are not good (any more), `too-many-attempts` for too many of
 * them from one address, `sign-in-unavailable`
 */
export function identify(arrival: Arrival, credentials: Credentials): Identified | undefined | Promise<Identified> {
  const bearer = bearerIn(arrival.request);
  if (bearer === undefined) return byCookie(arrival, credentials);
  const known = credentials.tokens.find(bearer);
  if (known) return { by: 'bearer', principal: known };
  if (!credentials.verifier) throw wrong(arrival, credentials);
  return byIssuer(bearer, credentials.verifier, arrival, credentials);
}

async function byIssuer(
  bearer: string,
  verifier: BearerVerifier,
  arrival: Arrival,
  credentials: Credentials,
): Promise<Identified> {
  try {
    const principal = await verifier.verify(bearer);
    if (principal) return { by: 'bearer', principal };
  } catch (error) {
    if (error instanceof TokenFault) throw wrong(arrival, credentials, error.message);
    throw error;
  }
  throw wrong(arrival, credentials);
}

function byCookie(arrival: Arrival, credentials: Credentials): Identified | undefined {
  const found = credentials.sessions.find(arrival.request);
  switch (found?.kind) {
    case undefined:
      return undefined;
    case 'good':
      return { by: 'cookie', principal: found.principal };
    case 'over':
      // Signed by us: whoever comes with it is not guessing.
      throw signInRequired(arrival.response, 'wrong');
    case 'forged':
      throw wrong(arrival, credentials);
  }
}

/** Guessing is slowed. Good credentials from the same address still count: a whole ward may stand behind it. */
function wrong({ request, response }: Arrival, { callers, failures }: Credentials, detail?: string): AppError {
  if (!failures.isTooMany(addressOf(request, callers))) return signInRequired(response, 'wrong', detail);
  return new AppError(
    'too-many-attempts',
    'Too many wrong tokens or cookies came from this address within a minute; correct them, and come back in a moment.',
  );
}

function addressOf(request: IncomingMessage, callers: Callers): string {
  return callers.callerOf(request).address;
}
