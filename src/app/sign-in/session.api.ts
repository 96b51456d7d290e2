import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';
import { parseSession, type Session } from './session';

const URL = '/api/session';

/** `/api/session`. Here 401 is an answer: no request waits for a sign-in. */
@Service()
export class SessionApi {
  private readonly api = inject(JsonApi);

  /** Who am I? */
  read(): Observable<Session> {
    return this.api.ask({ method: 'GET', url: URL, body: undefined }).pipe(map(({ body }) => parseSession(body)));
  }

  /** Gives a token for a cookie. */
  signIn(token: string): Observable<Session> {
    return this.start({ Authorization: `Bearer ${token}` });
  }

  /** Gives a cookie that is still valid for a fresh one. */
  renew(): Observable<Session> {
    return this.start({});
  }

  signOut(): Observable<unknown> {
    return this.api.ask({ method: 'DELETE', url: URL, body: undefined });
  }

  private start(headers: Readonly<Record<string, string>>): Observable<Session> {
    return this.api
      .ask({ method: 'POST', url: URL, headers, body: undefined })
      .pipe(map(({ body }) => parseSession(body)));
  }
}
