import type { Config } from '../config.ts';
import type { Admission, Route } from '../http/router.ts';
import type { AccessStore } from './access-store.ts';
import type { BearerVerifier } from './bearer-verifier.ts';
import { Callers } from './callers.ts';
import { opennessOf } from './exposure.ts';
import { FailedAttempts } from './failed-attempts.ts';
import { gateOf } from './gate.ts';
import { guardOf, type Guard } from './guard.ts';
import { sessionRoute } from './session-route.ts';
import { Sessions } from './sessions.ts';

/** Everything that stands between a request and what it asks for. */
export interface Door {
  /** Comes first, for all requests. */
  readonly guard: Guard;
  /** Comes when it is known what a request needs. */
  readonly admit: Admission;
  readonly sessions: Sessions;
  readonly sessionRoute: Route;
}

/** What a door is made of. `verifier` knows the tokens of an issuer, where one is configured. */
export interface DoorParts {
  readonly config: Config;
  readonly access: Pick<AccessStore, 'tokens' | 'audit' | 'sessionKey' | 'isSignedOut' | 'signOut'>;
  readonly verifier: BearerVerifier | undefined;
}

/** Makes the parts of the door and wires them. */
export function makeDoor({ config, access, verifier }: DoorParts): Door {
  const { allowedOrigins, publicUrl, oidc } = config;
  const { tokens, audit, sessionKey } = access;
  const callers = new Callers(config);
  const openness = () => opennessOf(config, tokens.isAny);
  const sessions = new Sessions({ sessionKey, tokens, audit, signOuts: access, callers, now: Date.now });
  const failures = new FailedAttempts(() => performance.now());
  const gate = { tokens, verifier, sessions, callers, failures, openness };
  return {
    guard: guardOf({ callers, allowedOrigins, publicUrl, openness }),
    admit: gateOf(gate),
    sessions,
    sessionRoute: sessionRoute({ ...gate, hasIssuer: oidc !== undefined }),
  };
}
