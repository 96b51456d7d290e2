/** What somebody may do: `read` streams and history, `write` readings, `operate`: acknowledge, import, audit. */
export const SCOPES = ['read', 'write', 'operate'] as const;

export type Scope = (typeof SCOPES)[number];

/** How one can sign in here. */
export type SignInMethod = 'token' | 'oidc';

/** `GET /api/session`: who asks. `Name` is null, and `Scopes` empty, for somebody who has to sign in first. */
export interface SessionReport {
  readonly Name: string | null;
  /** With what a scope includes: `operate` comes with `read`. */
  readonly Scopes: readonly Scope[];
  /** RFC 3339; null for what doesn't expire. */
  readonly Expires: string | null;
  readonly Methods: readonly SignInMethod[];
}
