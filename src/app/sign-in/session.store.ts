import { computed, inject, Service, signal } from '@angular/core';
import { catchError, EMPTY, type Observable, tap } from 'rxjs';

import type { Session } from './session';
import { SessionApi } from './session.api';

/** Who is signed in on this page, and what they may do. */
@Service()
export class SessionStore {
  private readonly api = inject(SessionApi);

  private readonly sessionState = signal<Session | undefined>(undefined);

  /** `undefined` until the server has said it. */
  readonly session = this.sessionState.asReadonly();
  /** Until then nothing is withheld: the server has the last word anyway. */
  readonly mayOperate = computed(() => this.session()?.scopes.includes('operate') ?? true);

  constructor() {
    this.refresh().subscribe();
  }

  /** Asks who this page is signed in as; without an answer what was known holds. Cold, as the others are. */
  refresh(): Observable<Session> {
    return this.keep(this.api.read()).pipe(catchError(() => EMPTY));
  }

  /** @throws ApiError, LateError into the Observable, as the others do */
  signIn(token: string): Observable<Session> {
    return this.keep(this.api.signIn(token));
  }

  renew(): Observable<Session> {
    return this.keep(this.api.renew());
  }

  signOut(): Observable<unknown> {
    return this.api.signOut();
  }

  private keep(answer: Observable<Session>): Observable<Session> {
    return answer.pipe(tap((session) => this.sessionState.set(session)));
  }
}
