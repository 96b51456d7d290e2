import { AppError } from '../../app-error.ts';
import type { Claims } from './claims.ts';
import { differentIssuers } from './issuer-names.ts';
import { AnswerTooLarge } from './limited-answer.ts';
import type { Peers } from './peers.ts';

/** Why a sign-in came to nothing, on our side. */
type Reason = 'unknown-transaction' | 'no-scopes';

/** A sign-in that we refuse; `who` is the name of somebody who has signed in to the provider. */
export class SignInFailure extends Error {
  override readonly name = 'SignInFailure';
  readonly reason: Reason;
  readonly who: string;

  constructor(reason: Reason, who = '') {
    super(reason);
    this.reason = reason;
    this.who = who;
  }
}

/** What to tell the user, and the operator where it may concern them. Neither has anything secret. */
export interface Explanation {
  readonly status: number;
  readonly sentence: string;
  /** For the log. */
  readonly fact?: string;
}

/** An error code of OAuth: a word ([spec] RFC 6749 section 4.1.2.1). */
const WORD = /^\w{1,60}$/;

/** Tells what has happened. The descriptions that come with errors are left out: anyone may have written them into the URL. */
export function explain(error: unknown, client: Peers['client']): Explanation {
  if (error instanceof SignInFailure) return ofOurs(error);
  if (error instanceof AppError) return { status: error.status, sentence: error.message };
  if (error instanceof client.AuthorizationResponseError) {
    const word = wordOf(error.error);
    return { status: 403, sentence: `The sign-in provider did not let you in (${word}).`, fact: word };
  }
  if (error instanceof client.ResponseBodyError) {
    const fact = `the provider's token endpoint answered ${error.status} ${wordOf(error.error)}`;
    return { status: 403, sentence: 'The sign-in provider would not confirm this sign-in; sign in again.', fact };
  }
  if (error instanceof client.ClientError && !isNetwork(error)) {
    const fact = `${error.message}${causeOf(error)} (${error.code ?? 'no code'})`;
    return { status: 403, sentence: "The sign-in provider's answer is not what was asked for; sign in again.", fact };
  }
  const fact = error instanceof Error ? error.message + causeOf(error) : String(error);
  return { status: 503, sentence: "The sign-in provider can't be reached; try again in a moment.", fact };
}

function ofOurs({ reason, who }: SignInFailure): Explanation {
  switch (reason) {
    case 'unknown-transaction':
      return { status: 400, sentence: 'This sign-in was begun in another browser, or too long ago; sign in again.' };
    case 'no-scopes':
      return {
        status: 403,
        sentence: `${who} may do nothing here yet: ask whoever looks after your accounts for Vitalwire's read, write or operate.`,
        fact: 'the user has none of the scopes; see --oidc-scope-claim',
      };
  }
}

function isNetwork({ code }: { readonly code?: string }): boolean {
  return code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT';
}

/** The cause, where it is a text of the library or of ours: those of others may quote what the provider answered. */
function causeOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return '';
  const isSafe = cause.name === 'OperationProcessingError' || cause instanceof AnswerTooLarge;
  const names = issuersIn(cause.cause);
  return `${isSafe ? `: ${cause.message}` : ''}${names === undefined ? '' : `: ${names}`}${causeOf(cause)}`;
}

/** What both sides call the issuer, if that is why an ID token was refused. */
function issuersIn(details: unknown): string | undefined {
  const { claim, claims, expected } = (details ?? {}) as { claim?: unknown; claims?: Claims; expected?: unknown };
  if (claim !== 'iss' || typeof expected !== 'string') return undefined;
  return differentIssuers('the ID token\'s "iss" is', claims?.['iss'], expected);
}

function wordOf(text: string): string {
  return WORD.test(text) ? text : 'an error';
}
