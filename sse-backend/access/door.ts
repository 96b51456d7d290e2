import type { Config } from '../config/config.ts';
import type { Admission, Route } from '../http/router.ts';
import type { AccessStore } from './access-store.ts';
import { Callers } from './callers.ts';
import { opennessOf } from './exposure.ts';
import { FailedAttempts } from './failed-attempts.ts';
import { gateOf } from './gate.ts';
import { guardOf, type Guard } from './guard.ts';
import type { Oidc } from './oidc/oidc.ts';
import { residentsOf } from './residents.ts';
import { sessionRoute } from './session-route.ts';
import { Sessions } from './sessions.ts';

/** Everything that stands between a request and what it asks for. */
export interface Door {
  /** Comes first, for all requests. */
  readonly guard: Guard;
  /** Comes when it is known what a request needs. */
  readonly admit: Admission;
  /** Where one signs in and out. */
  readonly routes: readonly Route[];
}

/** What a door is made of. */
export interface DoorParts {
  readonly config: Config;
  readonly access: Pick<AccessStore, 'tokens' | 'audit' | 'sessionKey' | 'signOutState' | 'signOut'>;
  /** Where an issuer is configured. */
  readonly oidc: Oidc | undefined;
}

/** Makes the parts of the door and wires them. */
export function makeDoor({ config, access, oidc }: DoorParts): Door {
  const { allowedOrigins, publicUrl } = config;
  const { tokens, audit, sessionKey } = access;
  const callers = new Callers(config);
  const openness = () => opennessOf(config, tokens.isAny);
  const hasIssuer = oidc !== undefined;
  const sessions = new Sessions({ sessionKey, tokens, audit, signOuts: access, callers, hasIssuer, now: Date.now });
  const failures = new FailedAttempts(() => performance.now());
  const resident = residentsOf(openness, tokens.openUntilAny);
  const gate = { tokens, verifier: oidc?.bearers, sessions, callers, failures, resident };
  const signInRoutes = oidc?.routes({
    sessionKey,
    originOf: (request) => callers.callerOf(request).origin,
    beginSession: (response, principal, request) => sessions.begin(response, principal, request),
  });
  return {
    guard: guardOf({ callers, allowedOrigins, publicUrl, openness }),
    admit: gateOf(gate),
    routes: [sessionRoute({ ...gate, hasIssuer }), ...(signInRoutes ?? [])],
  };
}
