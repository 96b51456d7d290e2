// What is said about who is signed in: the page that asks for it, the menu in the header, and what somebody may not do.
import type { Scope } from '@contract/access';

import { formatDuration } from '../formats/durations';

/** The page in place of the others. */
export const SIGN_IN_TEXT = {
  heading: 'Sign in',
  why: 'This server shows its readings only to those it knows. You come back to where you are now.',
  over: 'Your session is over, or your access was taken back. You come back to where you are now.',
  checking: 'Asking the server who you are',
  organisation: 'Sign in with your organisation',
  or: 'or with a token',
  token: 'Token',
  tokenHint: 'It begins with vw_ and was shown once, when it was made. Whoever runs this server can make you one.',
  show: 'Show',
  showToken: 'Show the token',
  submit: 'Sign in',
  submitting: 'Signing in …',
  errors: {
    missing: 'Enter your token first.',
    malformed: 'This is no token: it has characters that no token has. Copy it again, all of it and nothing else.',
    unknown:
      'The server does not accept this token: it is not known here, was revoked or has expired. Check that you copied all of it, or ask for a new one.',
    cannotRead: (name: string) =>
      `The token “${name}” may not see readings. It is probably meant for a device; use one with the scope “read”.`,
    tooMany: (waitMs: number) => `Too many attempts. You can try again in ${formatDuration(waitMs)}.`,
    again: 'You can try again now.',
    failed: (reason: string) => `You are not signed in, because ${reason}. Try again in a moment.`,
  },
} as const;

const words = new Intl.ListFormat('en');

const SCOPE_WORDS: Record<Scope, string> = {
  read: 'see readings and alarms',
  write: 'send readings',
  operate: 'acknowledge alarms',
};

/** The menu of who is signed in. */
export const ACCOUNT_TEXT = {
  title: 'Signed in as',
  may: (scopes: readonly Scope[]) =>
    scopes.length === 0
      ? 'You may do nothing here. Whoever runs this server can change that.'
      : `You may ${words.format(scopes.map((scope) => SCOPE_WORDS[scope]))}.`,
  until: (time: string) => `Until ${time}, and longer while a page is open, as far as that is allowed.`,
  signOut: 'Sign out',
  failed: (reason: string) => `You are still signed in, because ${reason}.`,
} as const;
