import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';
import type { Scope } from '../../contract/access.ts';
import type { Logger } from '../../ops/logger.ts';
import { TokenFault } from '../authenticate.ts';
import { scopesIn, type Claims } from './claims.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import type { Provider } from './issuer.ts';
import type { Peers } from './peers.ts';
import { KeyUnknownYet } from './unavailable.ts';

/** Somebody who has just signed in, and where to look. */
export interface UserScopesParts {
  readonly client: Peers['client'];
  readonly provider: Provider;
  readonly tokens: IssuedTokens;
  /** What the provider gave for the code. */
  readonly granted: TokenEndpointResponse & TokenEndpointResponseHelpers;
  /** The user's `sub`. */
  readonly subject: string;
  readonly scopeClaim: string;
  readonly logger: Logger;
}

/**
 * What a user may do. Providers say it in different places, and the first that says anything of ours counts: Entra in the ID
 * token, Keycloak in the access token, Okta only to those who ask.
 */
export async function userScopes(parts: UserScopesParts): Promise<ReadonlySet<Scope>> {
  const { tokens, granted, scopeClaim } = parts;
  const places = [
    () => granted.claims(),
    () => accessTokenClaims(tokens, granted.access_token),
    () => ({ scope: granted.scope }),
    () => userInfo(parts),
  ];
  for (const place of places) {
    const scopes = scopesIn((await place()) ?? {}, scopeClaim);
    if (scopes.size > 0) return scopes;
  }
  return new Set();
}

/** What the access token says; nothing when it is for another server, which may have other rules and keys. */
async function accessTokenClaims(tokens: IssuedTokens, token: string): Promise<Claims | undefined> {
  try {
    return await tokens.claimsOf(token, undefined);
  } catch (error) {
    if (error instanceof TokenFault || error instanceof KeyUnknownYet) return undefined;
    throw error;
  }
}

async function userInfo({ client, provider, granted, subject, logger }: UserScopesParts): Promise<Claims | undefined> {
  const { configuration } = provider;
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return undefined;
  try {
    return await client.fetchUserInfo(configuration, granted.access_token, subject);
  } catch (error) {
    logger.warn('the sign-in provider told nothing about a user', { error: String(error) });
    return undefined;
  }
}
