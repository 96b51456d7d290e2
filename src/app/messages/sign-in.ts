// Texts of the sign-in page and the account menu.
import type { Scope } from '@contract/access';

import { formatDuration } from '../formats/durations';
import { formatList } from './language';

/** The sign-in page. */
export const SIGN_IN_TEXT = {
  heading: 'Sign in',
  why: 'Sign in to see the readings. You then return to this page.',
  ended: 'Your session has ended. Sign in again to return to this page.',
  checking: 'Checking your session',
  organisation: 'Sign in with your organisation',
  or: 'or with a token',
  token: 'Token',
  tokenHint: 'It begins with vw_ and was shown once, when it was created. Your administrator can create one for you.',
  show: 'Show',
  showToken: 'Show the token',
  submit: 'Sign in',
  submitting: 'Signing in …',
  errors: {
    missing: 'Enter your token.',
    malformed: 'That doesn’t look like a valid token. Copy the whole token and try again.',
    unknown:
      'This token is unknown, was revoked or has expired. Check that you copied the whole token, or ask your administrator for a new one.',
    cannotRead: (name: string) =>
      `The token “${name}” has no permission to see readings. It is probably meant for a device. Use a token with the scope “read”.`,
    tooMany: (waitMs: number) => `Too many attempts. Try again in ${formatDuration(waitMs)}.`,
    again: 'You can try again now.',
    failed: (reason: string) => `Signing in failed, because ${reason}. Try again in a moment.`,
  },
} as const;

const PERMISSIONS: Record<Scope, string> = {
  read: 'see readings and alarms',
  write: 'send readings',
  operate: 'acknowledge alarms',
};

/** The account menu. */
export const ACCOUNT_TEXT = {
  title: 'Signed in as',
  permissions: (scopes: readonly Scope[]) =>
    scopes.length === 0
      ? 'Your account has no permissions here. Ask your administrator for access.'
      : `You can ${formatList(scopes.map((scope) => PERMISSIONS[scope]))}.`,
  until: (time: string) => `Your session ends at ${time}. It is renewed while a page is open.`,
  signOut: 'Sign out',
  failed: (reason: string) => `Signing out failed, because ${reason}. You are still signed in.`,
} as const;
