import type { Principal } from './principal.ts';

/** Knows bearer tokens that somebody else issued. */
export interface BearerVerifier {
  /**
   * Whose token this is; undefined for one that is none, not for us, or over. The same one's principal is the same object,
   * and its lease ends with the token.
   * @throws TokenFault, AppError `sign-in-unavailable` when nobody can tell just now, `too-busy`
   */
  verify(token: string): Promise<Principal | undefined>;
}

/** A token that its issuer has signed, and why it is refused all the same; its owner may have that corrected. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault';
}
