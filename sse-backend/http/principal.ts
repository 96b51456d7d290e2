import { SCOPES, type Scope } from '../contract/access.ts';
import { AccessExpiry } from './access-expiry.ts';

/** The caller of a request and its permissions. */
export interface Principal {
  /** Name in the audit and in acknowledgements. */
  readonly name: string;
  /** Unique key, also where names are equal: `token:<id>`, `oidc:<subject>`, `local`, `anonymous`. */
  readonly key: string;
  /** Scopes, with those that they include. */
  readonly scopes: ReadonlySet<Scope>;
  /** Milliseconds since 1970; undefined if the access doesn't expire. */
  readonly expiresAt: number | undefined;
  /** Ends what was started with this access. */
  readonly expiry: AccessExpiry;
}

/** Returns the scopes with those that they include: `operate` includes `read`. */
export function withIncluded(scopes: Iterable<Scope>): ReadonlySet<Scope> {
  const given = new Set(scopes);
  if (given.has('operate')) given.add('read');
  return given;
}

/** The caller on this machine while no sign-in is required. */
export const LOCAL: Principal = {
  name: 'local',
  key: 'local',
  scopes: new Set(SCOPES),
  expiresAt: undefined,
  expiry: new AccessExpiry(),
};

/** Each caller while `--allow-anonymous` applies. */
export const ANONYMOUS: Principal = { ...LOCAL, name: 'anonymous', key: 'anonymous', expiry: new AccessExpiry() };

/** A caller without credentials, at a route that is open to all. */
export const UNKNOWN_CALLER: Principal = {
  name: 'nobody',
  key: 'nobody',
  scopes: new Set(),
  expiresAt: undefined,
  expiry: new AccessExpiry(),
};
