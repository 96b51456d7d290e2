import { InjectionToken } from '@angular/core';
import type { Observable, Subscription } from 'rxjs';

import { Backoff, extendDelay } from './backoff';
import type { Refused, SseSettings } from './sse-api';

/**
 * Why the server refused a stream. `sign-in`: a sign-in is required; `signedIn` emits when the user has signed in. `not-allowed`: the
 * user lacks permission. `wait`: the server requests a delay of at least `ms`. `unknown`: the stream is opened again after a back-off.
 */
export type Refusal =
  | { readonly kind: 'sign-in'; readonly signedIn?: Observable<unknown> }
  | { readonly kind: 'not-allowed' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'unknown' };

/**
 * Determines why a stream was refused, as the browser's EventSource doesn't report it. Never rejects. `status`: the HTTP status, if
 * the EventSource reports it. The signal aborts when the result is no longer needed.
 */
export type RefusalProbe = (status: number | undefined, signal: AbortSignal) => Promise<Refusal>;

/** Probe for refused streams. Default: the reason is unknown. */
export const REFUSAL_PROBE = new InjectionToken<RefusalProbe>('REFUSAL_PROBE', {
  providedIn: 'root',
  factory: () => () => Promise.resolve({ kind: 'unknown' }),
});

/** Callbacks of a {@link ReconnectScheduler}. */
export interface ReconnectActions {
  readonly reconnect: () => void;
  readonly refused: (reason: Refused) => void;
}

/** Schedules the next EventSource after a refusal: with back-off, and later if the server requests it. */
export class ReconnectScheduler {
  private readonly maxDelayMs: number;
  private readonly probeRefusal: RefusalProbe;
  private readonly actions: ReconnectActions;
  private readonly backoff: Backoff;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private probing: AbortController | undefined;
  private signInSubscription: Subscription | undefined;

  constructor({ backoffMs, random }: SseSettings, probeRefusal: RefusalProbe, actions: ReconnectActions) {
    this.maxDelayMs = backoffMs.most;
    this.probeRefusal = probeRefusal;
    this.actions = actions;
    this.backoff = new Backoff(backoffMs, random);
  }

  /** `status`: the HTTP status of the refusal, if it is known. */
  schedule(status: number | undefined): void {
    const delayMs = this.backoff.nextDelayMs();
    this.reconnectIn(delayMs);
    void this.applyRefusal(status, delayMs);
  }

  /** Makes the next delays short again: the server has responded, or the network has changed. */
  resetBackoff(): void {
    this.backoff.reset();
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.probing?.abort();
    this.signInSubscription?.unsubscribe();
  }

  private reconnectIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.actions.reconnect(), ms);
  }

  /** The next attempt is scheduled already, so a probe that never settles delays nothing. */
  private async applyRefusal(status: number | undefined, delayMs: number): Promise<void> {
    const { signal } = (this.probing = new AbortController());
    const refusal = await this.probeRefusal(status, signal);
    if (signal.aborted) return;
    if (refusal.kind === 'wait') this.reconnectIn(extendDelay(delayMs, refusal.ms));
    if (refusal.kind !== 'sign-in' && refusal.kind !== 'not-allowed') return;
    this.actions.refused(refusal.kind);
    this.reconnectIn(this.maxDelayMs);
    if (refusal.kind === 'sign-in') {
      this.signInSubscription = refusal.signedIn?.subscribe(() => this.actions.reconnect());
    }
  }
}
