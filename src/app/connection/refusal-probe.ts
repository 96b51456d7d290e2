import { inject } from '@angular/core';

import { SignInGate } from '../sign-in/sign-in-gate';
import type { Refusal, RefusalProbe } from '../sse/refusal';

/**
 * Asks `HEAD /events` why the stream was refused: it is answered as the stream would be, and opens none. A refusal that wants
 * a sign-in closes the gate. To be called where one may inject.
 */
export function injectRefusalProbe(): RefusalProbe {
  const gate = inject(SignInGate);
  return async (status, signal) => {
    const refusal = status === 401 ? SIGN_IN : await ask(signal);
    return refusal.kind === 'sign-in' ? { ...refusal, signedIn: gate.close() } : refusal;
  };
}

const SIGN_IN: Refusal = { kind: 'sign-in' };

async function ask(signal: AbortSignal): Promise<Refusal> {
  try {
    return explain(await fetch('/events', { method: 'HEAD', signal, cache: 'no-store' }));
  } catch {
    // Nobody answers there either, or the next attempt has begun.
    return { kind: 'unknown' };
  }
}

function explain({ status, headers }: Response): Refusal {
  if (status === 401) return SIGN_IN;
  if (status === 403) return { kind: 'not-allowed' };
  const seconds = Number(headers.get('Retry-After') ?? NaN);
  const wantsPatience = (status === 429 || status === 503) && Number.isFinite(seconds);
  return wantsPatience ? { kind: 'wait', ms: seconds * 1_000 } : { kind: 'unknown' };
}
