import { SCOPES, type Scope, type SessionReport, type SignInMethod } from '@contract/access';

/** The session of this page. */
export interface Session {
  /** `undefined` while not signed in. */
  readonly name: string | undefined;
  readonly scopes: readonly Scope[];
  /** Server time (ms since 1970); `undefined` if the session doesn't expire. */
  readonly expiresAt: number | undefined;
  /** Available sign-in methods; none on servers without sign-in. */
  readonly methods: readonly SignInMethod[];
}

const METHODS: readonly SignInMethod[] = ['token', 'oidc'];

/** Parses a session report. Missing or invalid scopes aren't granted. */
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

/** Returns whether the user may see readings. */
export function mayRead({ name, scopes }: Session): boolean {
  return name !== undefined && scopes.includes('read');
}
