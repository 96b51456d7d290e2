import type { IncomingMessage } from 'node:http';
import { AppError } from '../app-error.ts';
import type { IncomingRequest } from '../http/request-context.ts';
import type { Callers } from './callers.ts';
import { signInRequired } from '../http/challenge.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import type { Principal } from '../http/principal.ts';
import type { Sessions } from './sessions.ts';
import type { TokenStore } from './tokens.ts';

/** What a caller is authenticated with. */
export interface Authentication {
  readonly tokens: TokenStore;
  /** Verifies the tokens of an OpenID Connect issuer, if one is configured. */
  readonly verifier: BearerVerifier | undefined;
  readonly sessions: Sessions;
  readonly callers: Callers;
  readonly failures: FailedAttempts;
}

/** Verifies bearer tokens of an issuer. */
export interface BearerVerifier {
  /**
   * Returns the principal of a token; undefined if it is invalid, expired or for another audience. The same token always has
   * the same principal, whose expiry ends with the token.
   * @throws TokenFault, AppError `sign-in-unavailable` while the issuer can't be reached, `too-busy`
   */
  verify(token: string): Promise<Principal | undefined>;
}

/** Why a token with a valid signature is refused. The caller sees the reason and can have it corrected. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault';
}

/** An authenticated caller. */
export interface Identity {
  readonly by: 'bearer' | 'cookie';
  readonly principal: Principal;
}

/**
 * Authenticates a request by its bearer token, else by its session cookie. Returns undefined if it has neither.
 * @throws AppError `sign-in-required` for invalid or expired credentials, `too-many-attempts` for too many of them from one
 * address, `sign-in-unavailable`
 */
export function authenticate(
  incoming: IncomingRequest,
  authentication: Authentication,
): Identity | undefined | Promise<Identity> {
  const bearer = bearerTokenOf(incoming.request);
  if (bearer === undefined) return byCookie(incoming, authentication);
  const known = authentication.tokens.findByToken(bearer);
  if (known) return { by: 'bearer', principal: known };
  if (!authentication.verifier) throw rejected(incoming, authentication);
  return byIssuer(bearer, authentication.verifier, incoming, authentication);
}

/**
 * Returns the token of `Authorization: Bearer …`. Another scheme is ignored: a proxy may ask for its own password. [spec] RFC
 * 6750 section 2.1: a header, because URLs end up in logs; RFC 9110 section 11.1: the scheme is case-insensitive.
 */
function bearerTokenOf({ headers }: IncomingMessage): string | undefined {
  const [, token] = /^bearer(?: +(.*))?$/is.exec(headers.authorization ?? '') ?? [];
  const isBearer = /^bearer\b/i.test(headers.authorization ?? '');
  return isBearer ? (token ?? '').trim() : undefined;
}

async function byIssuer(
  bearer: string,
  verifier: BearerVerifier,
  incoming: IncomingRequest,
  authentication: Authentication,
): Promise<Identity> {
  try {
    const principal = await verifier.verify(bearer);
    if (principal) return { by: 'bearer', principal };
  } catch (error) {
    if (error instanceof TokenFault) throw rejected(incoming, authentication, error.message);
    throw error;
  }
  throw rejected(incoming, authentication);
}

function byCookie(incoming: IncomingRequest, authentication: Authentication): Identity | undefined {
  const found = authentication.sessions.findByCookie(incoming.request);
  switch (found?.kind) {
    case undefined:
      return undefined;
    case 'valid':
      return { by: 'cookie', principal: found.principal };
    case 'ended':
      // Its signature is valid, so the caller isn't guessing.
      throw signInRequired(incoming.response, 'invalid');
    case 'forged':
      throw rejected(incoming, authentication);
  }
}

/** Limits guessing. Valid credentials from the same address still work, because a whole ward may share it. */
function rejected(
  { request, response }: IncomingRequest,
  { callers, failures }: Authentication,
  detail?: string,
): AppError {
  const { address } = callers.callerOf(request);
  if (!failures.isTooMany(address)) return signInRequired(response, 'invalid', detail);
  return new AppError(
    'too-many-attempts',
    'Too many invalid tokens or cookies came from this address within a minute; correct them, and retry in a moment.',
  );
}
