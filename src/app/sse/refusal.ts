import { InjectionToken } from '@angular/core';
import type { Observable } from 'rxjs';

/**
 * Why a stream was refused, and so what to do: sign in (`signedIn` tells when somebody has), ask for permission, wait at least
 * `ms`, or just try again some time later.
 */
export type Refusal =
  | { readonly kind: 'sign-in'; readonly signedIn?: Observable<unknown> }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'unknown' };

/**
 * Finds out why a stream was refused, which the browser's EventSource doesn't say. Never rejects. `status`: the HTTP status,
 * where the EventSource in use tells it. The signal aborts when the answer is no longer wanted.
 */
export type RefusalProbe = (status: number | undefined, signal: AbortSignal) => Promise<Refusal>;

/** Asked whenever a stream was given up; without one, nothing is known. */
export const REFUSAL_PROBE = new InjectionToken<RefusalProbe>('REFUSAL_PROBE', {
  providedIn: 'root',
  factory: () => () => Promise.resolve({ kind: 'unknown' }),
});
