import { SCOPES, type Scope } from '../contract/access.ts';
import { Lease } from './lease.ts';

/** Who sends a request, and what they may do. */
export interface Principal {
  /** As the audit and acknowledgements name them. */
  readonly name: string;
  /** Tells principals apart where names may be alike: `token:<id>`, `oidc:<subject>`, `local`, `anonymous`. */
  readonly key: string;
  /** With what a scope includes. */
  readonly scopes: ReadonlySet<Scope>;
  /** Milliseconds since 1970; undefined for what doesn't expire. */
  readonly expiresAt: number | undefined;
  /** Ends what was begun with this access. */
  readonly lease: Lease;
}

/** The scopes with those that they include: `operate` comes with `read`. */
export function withIncluded(scopes: Iterable<Scope>): ReadonlySet<Scope> {
  const given = new Set(scopes);
  if (given.has('operate')) given.add('read');
  return given;
}

/** Whoever is at this machine, while nobody has to sign in. */
export const LOCAL: Principal = {
  name: 'local',
  key: 'local',
  scopes: new Set(SCOPES),
  expiresAt: undefined,
  lease: new Lease(),
};

/** Whoever comes while `--allow-anonymous` lets everyone in. */
export const ANONYMOUS: Principal = { ...LOCAL, name: 'anonymous', key: 'anonymous', lease: new Lease() };

/** Whoever comes without credentials to what is open to all. */
export const NOBODY: Principal = {
  name: 'nobody',
  key: 'nobody',
  scopes: new Set(),
  expiresAt: undefined,
  lease: new Lease(),
};
