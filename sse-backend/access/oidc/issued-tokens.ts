import type { Claims } from './claims.ts';
import { CLOCK_TOLERANCE_S, type Issuer, type Provider } from './issuer.ts';
import type { Peers } from './peers.ts';
import { faultOf } from './token-fault.ts';

/** Beyond this it is no token but an attempt to keep us busy. */
const LONGEST = 8192;

const JWS = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** [spec] RFC 9068 section 2.1; Keycloak and others say JWT, or nothing. */
const TYPES = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/** A token that was good. `sub` and `exp` (seconds since 1970) are there. */
export type IssuedClaims = Claims & { readonly sub: string; readonly exp: number };

/** Checks access tokens that an issuer has signed (JWT, RFC 7519; the profile is that of RFC 9068). */
export class IssuedTokens {
  readonly #issuer: Issuer;
  readonly #jose: Peers['jose'];

  constructor(issuer: Issuer, jose: Peers['jose']) {
    this.#issuer = issuer;
    this.#jose = jose;
  }

  /**
   * What a token says; undefined when it isn't the issuer's, is over, or is not meant to be shown as a bearer token.
   * @throws TokenFault for one that the issuer has signed, but without a `sub`, under another name or for another audience,
   * AppError `sign-in-unavailable`
   */
  async claimsOf(token: string, audience: string | undefined): Promise<IssuedClaims | undefined> {
    if (token.length > LONGEST || !JWS.test(token)) return undefined;
    const provider = await this.#issuer.provider();
    const claims = await this.#verified(token, provider, audience);
    return claims && isAccessToken(claims) ? claims : undefined;
  }

  async #verified(
    token: string,
    { configuration, keys, algorithms }: Provider,
    audience: string | undefined,
  ): Promise<IssuedClaims | undefined> {
    const { issuer } = configuration.serverMetadata();
    try {
      const { payload, protectedHeader } = await this.#jose.jwtVerify<IssuedClaims>(token, keys.find, {
        algorithms: [...algorithms],
        issuer,
        ...(audience === undefined ? {} : { audience }),
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      const isKnownType = TYPES.has(protectedHeader.typ?.toLowerCase());
      return isKnownType && typeof payload.sub === 'string' ? payload : undefined;
    } catch (error) {
      if (!(error instanceof this.#jose.errors.JOSEError)) throw error;
      const fault = faultOf(error, { issuer, audience });
      if (fault) throw fault;
      return undefined;
    }
  }
}

/**
 * An ID token says who somebody is, to the one who asked ([spec] OpenID Connect Core, 2: `at_hash` and `c_hash` are in no
 * other; Keycloak says it in `typ`). A token bound to a key (`cnf`, RFC 7800) is worth nothing without it.
 */
function isAccessToken({ typ, at_hash: accessHash, c_hash: codeHash, cnf }: Claims): boolean {
  const isTyped = typ === undefined || typ === 'Bearer';
  return isTyped && accessHash === undefined && codeHash === undefined && cnf === undefined;
}
