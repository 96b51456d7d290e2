import type { JWTVerifyGetKey, RemoteJWKSet } from 'jose';
import { KeyUnknownYet, signInUnavailable } from './unavailable.ts';
import type { Peers } from './peers.ts';

/** A key that the issuer has withdrawn counts no longer than this. */
const MAX_AGE_MS = 600_000;

/** Without a pause, tokens with made-up key ids would have us ask the issuer all the time. */
const COOLDOWN_MS = 5000;

const TIMEOUT_MS = 5000;

export interface IssuerKeysParts {
  readonly jose: Peers['jose'];
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** The public keys of an issuer: fetched when first needed, when they are old, and when a token names one that is unknown. */
export class IssuerKeys {
  readonly #parts: IssuerKeysParts;
  readonly #set: RemoteJWKSet;
  #fetchedAt = -Infinity;
  #attemptedAt = -Infinity;
  #attempts = 0;
  #attempt = Promise.resolve(false);

  constructor(url: URL, parts: IssuerKeysParts) {
    this.#parts = parts;
    const { createRemoteJWKSet, customFetch } = parts.jose;
    // When to fetch again is decided here: by itself it would refuse known keys while the issuer is down.
    const never = { cacheMaxAge: Infinity, cooldownDuration: Infinity };
    this.#set = createRemoteJWKSet(url, { ...never, timeoutDuration: TIMEOUT_MS, [customFetch]: parts.fetch });
  }

  /**
   * The key of a token, for `jose`. While the issuer is down, those that are known go on.
   * @throws AppError `sign-in-unavailable` when only the issuer could tell: it is down, or may not be asked again yet
   */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const attemptsBefore = this.#attempts;
    const isOld = this.#parts.now() - this.#fetchedAt > MAX_AGE_MS;
    if (isOld && !(await this.#fetch()) && this.#fetchedAt === -Infinity) throw signInUnavailable();
    try {
      return await this.#set(header, token);
    } catch (error) {
      if (!this.#isNoMatch(error)) throw error;
      if (!(await this.#fetch())) throw signInUnavailable();
      try {
        return await this.#set(header, token);
      } catch (second) {
        // The keys are from before this token was seen: its key may be newer.
        if (this.#isNoMatch(second) && this.#attempts === attemptsBefore) throw new KeyUnknownYet();
        throw second;
      }
    }
  };

  #isNoMatch(error: unknown): boolean {
    return error instanceof this.#parts.jose.errors.JWKSNoMatchingKey;
  }

  /** Whether they could be fetched when that was last tried, which is now unless it was a moment ago. */
  #fetch(): Promise<boolean> {
    const { now, onFailure } = this.#parts;
    if (now() - this.#attemptedAt < COOLDOWN_MS) return this.#attempt;
    this.#attemptedAt = now();
    this.#attempts += 1;
    this.#attempt = this.#set.reload().then(
      () => {
        this.#fetchedAt = now();
        return true;
      },
      (error: unknown) => {
        onFailure(error);
        return false;
      },
    );
    return this.#attempt;
  }
}
