import type { Lease } from './lease.ts';
import type { Principal } from './principal.ts';

/** How the keys of those begin who have a token; its id follows. */
export const TOKEN_KEY = 'token:';

/** The tokens that a server knows. */
export interface TokenBook {
  /** Whether any was ever made: then nothing is open without one, even when all of them are revoked. */
  readonly isAny: boolean;
  /** Ends when the first is made. */
  readonly openUntilAny: Lease;
  /** Whose token this is; undefined for one that is unknown, expired or revoked. The same one's principal is the same object. */
  find(token: string): Principal | undefined;
  /** The principal with a key, as long as its token can be used: a session outlives the request that showed the token. */
  withKey(key: string): Principal | undefined;
}
