import { computed, inject, Service, signal } from '@angular/core';
import { catchError, EMPTY, type Observable, tap } from 'rxjs';

import type { Session } from './session';
import { SessionApi } from './session.api';

/** The current session. Its Observables are cold and fail with ApiError or LateError. */
@Service()
export class SessionStore {
  private readonly api = inject(SessionApi);

  private readonly sessionState = signal<Session | undefined>(undefined);

  /** `undefined` until the first response. */
  readonly session = this.sessionState.asReadonly();
  /** Whether the user may acknowledge alarms; true until the session is loaded, as the server checks it anyway. */
  readonly mayOperate = computed(() => this.session()?.scopes.includes('operate') ?? true);

  constructor() {
    this.refresh().subscribe();
  }

  /** Requests the session again. A failed request completes without a value and keeps the previous session. */
  refresh(): Observable<Session> {
    return this.storeSession(this.api.requestSession()).pipe(catchError(() => EMPTY));
  }

  signIn(token: string): Observable<Session> {
    return this.storeSession(this.api.signIn(token));
  }

  renew(): Observable<Session> {
    return this.storeSession(this.api.renewSession());
  }

  signOut(): Observable<unknown> {
    return this.api.signOut();
  }

  private storeSession(response: Observable<Session>): Observable<Session> {
    return response.pipe(tap((session) => this.sessionState.set(session)));
  }
}
