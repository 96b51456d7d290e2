import type { Config } from '../config/config.ts';
import type { Authorize, Route } from '../http/router.ts';
import type { AccessStore } from './access-store.ts';
import { createAuthorizer, defaultPrincipalOf } from './authorize.ts';
import { Callers } from './callers.ts';
import { createOriginCheck, type OriginCheck } from './check-origin.ts';
import { opennessOf } from './exposure.ts';
import { FailedAttempts } from './failed-attempts.ts';
import type { Oidc } from './oidc/oidc.ts';
import { sessionRoute } from './session-route.ts';
import { Sessions } from './sessions.ts';

/** The checks that a request has to pass. */
export interface AccessControl {
  /** First check of all requests: proxy headers, Host, Origin. */
  readonly checkOrigin: OriginCheck;
  /** Authenticates the caller and checks the scope that the route needs. */
  readonly authorize: Authorize;
  /** Routes for signing in and out. */
  readonly routes: readonly Route[];
}

/** What access control is made of. */
export interface AccessControlParts {
  readonly config: Config;
  readonly access: Pick<AccessStore, 'tokens' | 'audit' | 'sessionKey' | 'signOutState' | 'signOut'>;
  /** Undefined without an issuer. */
  readonly oidc: Oidc | undefined;
}

/** Creates the checks and the sign-in routes. */
export function createAccessControl({ config, access, oidc }: AccessControlParts): AccessControl {
  const { allowedOrigins, publicUrl } = config;
  const { tokens, audit, sessionKey } = access;
  const callers = new Callers(config);
  const openness = () => opennessOf(config, tokens.hasTokens);
  const hasIssuer = oidc !== undefined;
  const sessions = new Sessions({ sessionKey, tokens, audit, signOuts: access, callers, hasIssuer, now: Date.now });
  const failures = new FailedAttempts(() => performance.now());
  const defaultPrincipal = defaultPrincipalOf(openness, tokens.openAccess);
  const authorization = { tokens, verifier: oidc?.bearers, sessions, callers, failures, defaultPrincipal };
  const signInRoutes = oidc?.routes({
    sessionKey,
    originOf: (request) => callers.callerOf(request).origin,
    beginSession: (response, principal, request) => sessions.begin(response, principal, request),
  });
  return {
    checkOrigin: createOriginCheck({ callers, allowedOrigins, publicUrl, openness }),
    authorize: createAuthorizer(authorization),
    routes: [sessionRoute({ ...authorization, hasIssuer }), ...(signInRoutes ?? [])],
  };
}
