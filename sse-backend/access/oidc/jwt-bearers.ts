import { createHash } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { TokenFault, type BearerVerifier } from '../authenticate.ts';
import { AccessExpiry, whenClockReaches } from '../../http/access-expiry.ts';
import { withIncluded, type Principal } from '../../http/principal.ts';
import { nameIn, scopesIn } from './claims.ts';
import type { IssuedClaims, IssuedTokens } from './issued-tokens.ts';
import { CLOCK_TOLERANCE_S } from './issuer.ts';

/**
 * Maximum number of tokens whose principals are remembered. Without it, tokens would fill the memory until they expire. Beyond
 * it the oldest is forgotten in which nothing long is open, and is checked again when it comes again.
 */
const MOST_KNOWN = 10_000;

/** Maximum number of tokens that are checked at a time. Without it, requests would pile up while the issuer is slow. */
const MOST_CHECKS = 1000;

/** Whom the tokens must be for, and where they say what their owner may do. */
export interface JwtBearersOptions {
  readonly audience: string;
  readonly scopeClaim: string;
  /** Called when a token has another fault than the one before. */
  readonly onFault?: (fault: TokenFault) => void;
}

interface Known {
  readonly principal: Principal;
  /** Stops waiting for the token's end. */
  readonly stopWaiting: () => void;
}

/** Knows the access tokens of machines that the issuer has signed. */
export class JwtBearers implements BearerVerifier {
  readonly #tokens: Pick<IssuedTokens, 'claimsOf'>;
  readonly #options: JwtBearersOptions;
  /** By the token's hash, so that the tokens themselves lie nowhere. */
  readonly #known = new Map<string, Known>();
  #lastFault: string | undefined;
  readonly #checks = new Map<string, Promise<Principal | undefined>>();

  constructor(tokens: Pick<IssuedTokens, 'claimsOf'>, options: JwtBearersOptions) {
    this.#tokens = tokens;
    this.#options = options;
  }

  async verify(token: string): Promise<Principal | undefined> {
    const id = createHash('sha256').update(token).digest('base64');
    const known = this.#known.get(id);
    if (known && Date.now() < Number(known.principal.expiresAt)) return known.principal;
    // Several requests may come with it at the same time.
    const underWay = this.#checks.get(id);
    if (underWay) return underWay;
    if (this.#checks.size >= MOST_CHECKS) throw tooManyChecks();
    const check = this.#check(id, token).finally(() => this.#checks.delete(id));
    this.#checks.set(id, check);
    return check;
  }

  async #check(id: string, token: string): Promise<Principal | undefined> {
    try {
      const claims = await this.#tokens.claimsOf(token, this.#options.audience);
      return claims && this.#remember(id, claims);
    } catch (error) {
      if (error instanceof TokenFault) this.#noteFault(error);
      throw error;
    }
  }

  /** A device repeats its request: reporting each would fill the log. */
  #noteFault(fault: TokenFault): void {
    if (fault.message !== this.#lastFault) this.#options.onFault?.(fault);
    this.#lastFault = fault.message;
  }

  #remember(id: string, claims: IssuedClaims): Principal {
    const expiresAt = (claims.exp + CLOCK_TOLERANCE_S) * 1000;
    const principal: Principal = {
      name: nameIn(claims),
      key: `oidc:${claims.sub}`,
      scopes: withIncluded(scopesIn(claims, this.#options.scopeClaim)),
      expiresAt,
      expiry: new AccessExpiry(),
    };
    const stopWaiting = whenClockReaches(expiresAt, Date.now, () => {
      principal.expiry.end('expired');
      this.#known.delete(id);
    });
    this.#known.set(id, { principal, stopWaiting });
    if (this.#known.size > MOST_KNOWN) this.#forgetIdleBut(id);
    return principal;
  }

  /** The newest one stays: something may be about to begin with it. */
  #forgetIdleBut(newest: string): void {
    for (const [id, { principal, stopWaiting }] of this.#known) {
      if (principal.expiry.isWatched || id === newest) continue;
      stopWaiting();
      this.#known.delete(id);
      return;
    }
  }
}

function tooManyChecks(): AppError {
  return new AppError(
    'too-busy',
    `${MOST_CHECKS} bearer tokens are being checked already, as many as this server checks at a time; try again in a moment.`,
  );
}
