import { createHash } from 'node:crypto';
import type { BearerVerifier } from '../bearer-verifier.ts';
import { Lease } from '../lease.ts';
import { withIncluded, type Principal } from '../principal.ts';
import { whenClockReaches } from '../when-clock-reaches.ts';
import { nameIn, scopesIn } from './claims.ts';
import { CLOCK_TOLERANCE_S, type IssuedClaims, type IssuedTokens } from './issued-tokens.ts';

/** Tokens whose principals are remembered; beyond that the oldest are checked again. */
const MOST_KNOWN = 10_000;

/** Whom the tokens must be for, and where they say what their owner may do. */
export interface JwtBearersOptions {
  readonly audience: string;
  readonly scopeClaim: string;
}

/** Knows the access tokens of machines that the issuer has signed. */
export class JwtBearers implements BearerVerifier {
  readonly #tokens: IssuedTokens;
  readonly #options: JwtBearersOptions;
  /** By the token's hash, so that the tokens themselves lie nowhere. */
  readonly #known = new Map<string, Principal>();

  constructor(tokens: IssuedTokens, options: JwtBearersOptions) {
    this.#tokens = tokens;
    this.#options = options;
  }

  async verify(token: string): Promise<Principal | undefined> {
    const id = createHash('sha256').update(token).digest('base64');
    const known = this.#known.get(id);
    if (known && Date.now() < Number(known.expiresAt)) return known;
    const claims = await this.#tokens.claimsOf(token, this.#options.audience);
    // Two requests may come with it at the same time.
    return claims && (this.#known.get(id) ?? this.#remember(id, claims));
  }

  #remember(id: string, claims: IssuedClaims): Principal {
    const expiresAt = (claims.exp + CLOCK_TOLERANCE_S) * 1000;
    const principal: Principal = {
      name: nameIn(claims),
      key: `oidc:${claims.sub}`,
      scopes: withIncluded(scopesIn(claims, this.#options.scopeClaim)),
      expiresAt,
      lease: new Lease(),
    };
    this.#known.set(id, principal);
    whenClockReaches(expiresAt, Date.now, () => {
      principal.lease.end('expired');
      this.#known.delete(id);
    });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    return principal;
  }
}
