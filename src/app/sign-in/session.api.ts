import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';
import { parseSession, type Session } from './session';

const URL = '/api/session';

/** Client of `/api/session`. Its requests aren't repeated after a sign-in: here 401 is a result. */
@Service()
export class SessionApi {
  private readonly api = inject(JsonApi);

  /** Requests the current session. */
  requestSession(): Observable<Session> {
    return this.api.send({ method: 'GET', url: URL, body: undefined }).pipe(map(({ body }) => parseSession(body)));
  }

  /** Exchanges a token for a session cookie. */
  signIn(token: string): Observable<Session> {
    return this.startSession({ Authorization: `Bearer ${token}` });
  }

  /** Exchanges a valid session cookie for a new one. */
  renewSession(): Observable<Session> {
    return this.startSession({});
  }

  signOut(): Observable<unknown> {
    return this.api.send({ method: 'DELETE', url: URL, body: undefined });
  }

  private startSession(headers: Readonly<Record<string, string>>): Observable<Session> {
    return this.api
      .send({ method: 'POST', url: URL, headers, body: undefined })
      .pipe(map(({ body }) => parseSession(body)));
  }
}
