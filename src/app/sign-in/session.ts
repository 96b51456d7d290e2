import { SCOPES, type Scope, type SessionReport, type SignInMethod } from '@contract/access';

/** Who this page is signed in as, read. */
export interface Session {
  /** `undefined`: somebody who has to sign in. */
  readonly name: string | undefined;
  readonly scopes: readonly Scope[];
  /** By the server's clock, ms since 1970; `undefined` for what doesn't expire. */
  readonly expiresAt: number | undefined;
  /** The ways to sign in; none where everybody is let in. */
  readonly methods: readonly SignInMethod[];
}

const METHODS: readonly SignInMethod[] = ['token', 'oidc'];

/** Reads a session report; what is missing from it isn't granted. */
export function parseSession(value: unknown): Session {
  const { Name, Scopes, Expires, Methods } = (value ?? {}) as Partial<Record<keyof SessionReport, unknown>>;
  const expiresAt = typeof Expires === 'string' ? Date.parse(Expires) : NaN;
  return {
    name: typeof Name === 'string' ? Name : undefined,
    scopes: SCOPES.filter((scope) => Array.isArray(Scopes) && Scopes.includes(scope)),
    expiresAt: Number.isNaN(expiresAt) ? undefined : expiresAt,
    methods: METHODS.filter((method) => Array.isArray(Methods) && Methods.includes(method)),
  };
}

/** Whether the pages are for them. */
export function mayRead({ name, scopes }: Session): boolean {
  return name !== undefined && scopes.includes('read');
}
