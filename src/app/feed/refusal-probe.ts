import { assertInInjectionContext, inject } from '@angular/core';

import { SignInState } from '../http/sign-in-state';
import type { Refusal, RefusalProbe } from '../sse/reconnect-scheduler';

/**
 * Creates the probe that determines why the server refused the stream. It sends `HEAD /events`, which the server answers like the
 * stream itself. With 401, the sign-in page is shown.
 */
export function injectRefusalProbe(): RefusalProbe {
  assertInInjectionContext(injectRefusalProbe);
  const signInState = inject(SignInState);
  return async (status, signal) => {
    const refusal = status === 401 ? SIGN_IN : await requestRefusal(signal);
    return refusal.kind === 'sign-in' ? { ...refusal, signedIn: signInState.requireSignIn() } : refusal;
  };
}

const SIGN_IN: Refusal = { kind: 'sign-in' };

async function requestRefusal(signal: AbortSignal): Promise<Refusal> {
  try {
    return parseRefusal(await fetch('/events', { method: 'HEAD', signal, cache: 'no-store' }));
  } catch {
    // No response, or the next attempt has begun.
    return { kind: 'unknown' };
  }
}

function parseRefusal({ status, headers }: Response): Refusal {
  if (status === 401) return SIGN_IN;
  if (status === 403) return { kind: 'not-allowed' };
  const seconds = Number(headers.get('Retry-After') ?? NaN);
  const isTemporary = (status === 429 || status === 503) && Number.isFinite(seconds);
  return isTemporary ? { kind: 'wait', ms: seconds * 1_000 } : { kind: 'unknown' };
}
