import type { ServerResponse } from 'node:http';
import { AppError } from '../app-error.ts';
import type { Scope } from '../contract/access.ts';

const CHALLENGE = 'Bearer realm="vitalwire"';

/** What is wrong with a request's credentials; `ended`: its access ended while it ran. */
export type CredentialsFault = 'missing' | 'invalid' | 'ended';

const DETAILS: Readonly<Record<CredentialsFault, string>> = {
  missing: 'This needs a sign-in: send "Authorization: Bearer …", or sign in on the page.',
  invalid: 'The token or session is unknown, expired, revoked or signed out; sign in again, or ask for another token.',
  ended: 'The token or session expired or was revoked meanwhile; sign in again and send what is missing.',
};

/**
 * Returns the error for a caller who must sign in, and sets the challenge. [spec] RFC 9110 section 15.5.2: a 401 has a
 * challenge; RFC 6750 section 3.1: it names an error only if a token was sent. `detail` explains a refused token of an issuer.
 */
export function signInRequired(response: ServerResponse, fault: CredentialsFault, detail = DETAILS[fault]): AppError {
  const hasToken = fault !== 'missing' && response.req.headers.authorization !== undefined;
  response.setHeader('WWW-Authenticate', hasToken ? `${CHALLENGE}, error="invalid_token"` : CHALLENGE);
  return new AppError('sign-in-required', detail);
}

/** Returns the error for a signed-in caller without the needed scope, and sets the challenge. */
export function notAllowed(response: ServerResponse, name: string, scope: Scope): AppError {
  response.setHeader('WWW-Authenticate', `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`);
  return new AppError(
    'not-allowed',
    `${JSON.stringify(name)} is not allowed to do this: it needs the scope "${scope}"; ask for a token that has it.`,
  );
}
