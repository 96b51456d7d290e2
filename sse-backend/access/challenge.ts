import type { ServerResponse } from 'node:http';
import { AppError } from '../app-error.ts';
import type { Scope } from '../contract/access.ts';

/** The realm of all challenges. */
const REALM = 'Bearer realm="vitalwire"';

/** What was wrong with a request's credentials; `over`: what it was begun with has ended meanwhile. */
export type Lack = 'missing' | 'wrong' | 'over';

const DETAIL: Readonly<Record<Lack, string>> = {
  missing: 'This needs a sign-in: send "Authorization: Bearer …", or sign in on the page.',
  wrong:
    'The token, or the session, is unknown, expired, revoked or signed out; sign in again, or ask for another token.',
  over: 'The token, or the session, expired or was revoked meanwhile; sign in again and send what is missing.',
};

/**
 * The refusal of somebody who has to sign in. [spec] RFC 9110 section 15.5.2: it challenges; RFC 6750 section 3.1: with an
 * error only when a token was sent. `detail` says what is wrong with a token that its issuer has signed.
 */
export function signInRequired(response: ServerResponse, lack: Lack, detail = DETAIL[lack]): AppError {
  const isOfToken = lack !== 'missing' && response.req.headers.authorization !== undefined;
  response.setHeader('WWW-Authenticate', isOfToken ? `${REALM}, error="invalid_token"` : REALM);
  return new AppError('sign-in-required', detail);
}

/** The refusal of somebody who is signed in and may not do this. */
export function notAllowed(response: ServerResponse, name: string, scope: Scope): AppError {
  response.setHeader('WWW-Authenticate', `${REALM}, error="insufficient_scope", scope="${scope}"`);
  return new AppError(
    'not-allowed',
    `${JSON.stringify(name)} may not do this: it takes the scope "${scope}"; ask for a token that has it.`,
  );
}
