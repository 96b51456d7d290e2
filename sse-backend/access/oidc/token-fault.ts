import type * as jose from 'jose';
import { TokenFault } from '../authenticate.ts';
import { differentIssuers } from './issuer-names.ts';

/** What a token has to say. */
export interface Expected {
  readonly issuer: string;
  readonly audience: string | undefined;
}

/** The fault of a token by the claim that failed; undefined where only its issuer could correct something. */
export function faultOf(error: jose.errors.JOSEError, expected: Expected): TokenFault | undefined {
  if (!isOfClaim(error)) return undefined;
  const { claim, payload } = error;
  switch (claim) {
    case 'sub':
      return new TokenFault('The token has no "sub", so it names no caller; have the provider put one into it.');
    case 'iss':
      return new TokenFault(`${differentIssuers('The token\'s "iss" is', payload.iss, expected.issuer)}.`);
    case 'aud': {
      const seen = JSON.stringify(payload.aud ?? null).slice(0, 200);
      return new TokenFault(`The token's "aud" is ${seen}, but "${expected.audience ?? ''}" is expected.`);
    }
    default:
      return undefined;
  }
}

function isOfClaim(error: jose.errors.JOSEError): error is jose.errors.JWTClaimValidationFailed {
  return error.code === 'ERR_JWT_CLAIM_VALIDATION_FAILED';
}
