import { DOCUMENT, inject, InjectionToken, NgZone, Service } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  filter,
  fromEvent,
  merge,
  type Observable,
  repeat,
  switchMap,
  tap,
  timer,
} from 'rxjs';

import { LogFeed } from '../feed/log-feed';
import { ApiError } from '../http/json-api';
import { ReadingsStore } from '../readings/readings.store';
import { ServerStore } from '../readings/server.store';
import type { ConnectionState } from '../sse.service';
import { PageLife } from '../tabs/page-life';
import { TabStream } from '../tabs/tab-stream';
import { mayRead, type Session } from './session';
import { SessionStore } from './session.store';
import { SignInState } from '../http/sign-in-state';

/** Reloads the page, so that nothing of the previous session stays in memory. */
export const RELOAD_PAGE = new InjectionToken<() => void>('RELOAD_PAGE', {
  providedIn: 'root',
  factory: () => {
    const document = inject(DOCUMENT);
    return () => document.location.reload();
  },
});

/** Minimum delay before a renewal. Without it, a session that can't be extended would be renewed continuously. */
const MIN_RENEWAL_DELAY_MS = 30_000;
/** Maximum delay before a renewal: a timer of more than 2^31 ms fires at once. */
const MAX_RENEWAL_DELAY_MS = 24 * 60 * 60_000;

/** Minimum interval between automatic retries, for a server that rejects the user whom it has just reported as signed in. */
const MIN_RETRY_INTERVAL_MS = 10_000;

/**
 * Renews the session while the page is open and follows sign-ins and sign-outs in other tabs, which share the cookie. It checks the
 * session when the page gets the focus, and reacts to states and notices of the shared stream.
 */
@Service()
export class SessionKeeper {
  private readonly store = inject(SessionStore);
  private readonly readings = inject(ReadingsStore);
  private readonly server = inject(ServerStore);
  private readonly feed = inject(LogFeed);
  private readonly tabs = inject(TabStream);
  private readonly page = inject(PageLife);
  private readonly signInState = inject(SignInState);
  private readonly reloadPage = inject(RELOAD_PAGE);
  private readonly window = inject(DOCUMENT).defaultView;
  private retriedAt = -Infinity;
  private wasLost = false;

  constructor() {
    const work = merge(this.renewals(), this.checks(), this.connectionChanges()).pipe(takeUntilDestroyed());
    inject(NgZone).runOutsideAngular(() => work.subscribe());
  }

  /** Requests the session. Leaves the sign-in page if the user may see readings. */
  checkSession(): Observable<Session> {
    const before = this.store.session();
    return this.store.refresh().pipe(
      tap((session) => {
        if (this.signInState.isRequired()) this.completeSignInIf(mayRead(session));
        // Signed out in another tab.
        else if (before?.name !== undefined && session.name === undefined) this.reloadPage();
      }),
    );
  }

  private completeSignInIf(isAllowed: boolean): void {
    if (!isAllowed || performance.now() - this.retriedAt < MIN_RETRY_INTERVAL_MS) return;
    this.retriedAt = performance.now();
    this.signInState.completeSignIn();
  }

  /** Renews the session before it expires, and when the server announces the end of the stream. */
  private renewals(): Observable<unknown> {
    const scheduled = toObservable(this.store.session).pipe(
      switchMap((session) => (session?.expiresAt === undefined ? EMPTY : this.renewRepeatedly(session.expiresAt))),
    );
    const onNotice = this.feed.messages.pipe(
      filter((message) => message.kind === 'notice'),
      switchMap(() => this.renew()),
    );
    return merge(scheduled, onNotice);
  }

  /** Renews when half of the remaining time has passed, so that a failed attempt can be repeated. */
  private renewRepeatedly(expiresAt: number): Observable<unknown> {
    const delay = (): number => {
      const leftMs = expiresAt - this.server.clock.now();
      return Math.min(Math.max(leftMs / 2, MIN_RENEWAL_DELAY_MS), MAX_RENEWAL_DELAY_MS);
    };
    return defer(() => timer(delay())).pipe(
      concatMap(() => this.renew()),
      repeat(),
    );
  }

  private renew(): Observable<unknown> {
    // The leading tab renews the session for all tabs.
    if (this.tabs.role() === 'following') return this.store.refresh();
    return this.store.renew().pipe(
      catchError((error: unknown) => {
        if (!(error instanceof ApiError && error.status === 401)) return EMPTY;
        this.signInState.requireSignIn();
        return this.store.refresh();
      }),
    );
  }

  /** Checks the session when the page gets the focus or becomes visible. */
  private checks(): Observable<unknown> {
    const { window, page } = this;
    const focuses = window ? fromEvent(window, 'focus') : EMPTY;
    const shows = page.changes.pipe(filter(() => page.isRunning && page.isVisible));
    return merge(focuses, shows).pipe(
      filter(() => this.hasSignIn()),
      switchMap(() => this.checkSession()),
    );
  }

  /** Whether the server has sign-in. */
  private hasSignIn(): boolean {
    return this.signInState.isRequired() || (this.store.session()?.methods.length ?? 0) > 0;
  }

  /** Following tabs learn of sign-ins from the connection state, which the leading tab shares. */
  private connectionChanges(): Observable<unknown> {
    return toObservable(this.readings.connection).pipe(tap((state) => this.onConnectionChange(state)));
  }

  private onConnectionChange(state: ConnectionState): void {
    // Only a stream that was lost and is live again proves a sign-in.
    const isReconnected = state.name === 'live' && this.wasLost;
    this.wasLost = 'since' in state;
    if (state.name === 'offline' && state.reason === 'sign-in') this.signInState.requireSignIn();
    else if (isReconnected && this.signInState.isRequired()) this.signInState.completeSignIn();
  }
}
