import { inject, InjectionToken, Service } from '@angular/core';
import { map, merge, Observable, retry, take, timer } from 'rxjs';

import { SignInGate } from '../sign-in/sign-in-gate';

/** A request for JSON. `url` has its query. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  /** Beside those that every request has. */
  readonly headers?: Readonly<Record<string, string>>;
  /** To be sent as JSON; `undefined` for none. */
  readonly body: unknown;
}

/** What came back; `body` is `undefined` when it was no JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends a request when subscribed to, and gives it up when unsubscribed. Any answer is a value; none at all is an error. */
export type Transport = (request: ApiRequest) => Observable<ApiAnswer>;

/** How requests leave: over the browser's own fetch, unless something else is provided. */
export const TRANSPORT = new InjectionToken<Transport>('TRANSPORT', { providedIn: 'root', factory: () => overFetch });

/** What a query may hold; `undefined` is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** A request that was refused (`status` from 300 on), answered by something that isn't our server, or not at all (0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;

  constructor({ status, headers, body }: ApiAnswer, options?: ErrorOptions) {
    super(`answered ${status}`, options);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** The answer took so long that nobody waits for it any more. */
export class LateError extends Error {
  override readonly name = 'LateError';
}

/** An answer that takes longer won't come any more; without this bound a dead line would be waited for in vain. */
const LONGEST_ANSWER_MS = 30_000;

/**
 * The server's JSON API: Observables that give one answer, or fail with an {@link ApiError} or {@link LateError}. A request for
 * which one has to sign in is made again when somebody has.
 */
@Service()
export class JsonApi {
  private readonly transport = inject(TRANSPORT);
  private readonly gate = inject(SignInGate);

  get(path: string, query: Query = {}): Observable<ApiAnswer> {
    return this.askSignedIn({ method: 'GET', url: withQuery(path, query), body: undefined });
  }

  post(path: string, body: unknown): Observable<ApiAnswer> {
    return this.askSignedIn({ method: 'POST', url: path, body });
  }

  /** A request that doesn't wait for a sign-in. */
  ask(request: ApiRequest): Observable<ApiAnswer> {
    return merge(this.transport(request), tooLate).pipe(take(1), map(accept));
  }

  /** A request that is made again when somebody has signed in. */
  askSignedIn(request: ApiRequest): Observable<ApiAnswer> {
    return this.ask(request).pipe(retry({ delay: (error) => this.waitToSignIn(error) }));
  }

  /** For `retry`: tells when somebody has signed in. @throws whatever failed for another reason */
  waitToSignIn(error: unknown): Observable<unknown> {
    if (error instanceof ApiError && error.status === 401) return this.gate.close();
    throw error;
  }
}

/** RxJS's own `timeout` is a third of a kilobyte more on the way to a first visit. */
const tooLate = timer(LONGEST_ANSWER_MS).pipe(
  map((): never => {
    throw new LateError(`no answer within ${LONGEST_ANSWER_MS / 1_000} s`);
  }),
);

function accept(answer: ApiAnswer): ApiAnswer {
  const { status, body } = answer;
  const isGood = status >= 200 && status < 300 && (body !== undefined || status === 204);
  if (isGood) return answer;
  throw new ApiError(answer);
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function overFetch({ method, url, headers: own, body }: ApiRequest): Observable<ApiAnswer> {
  return new Observable((subscriber) => {
    const leaving = new AbortController();
    const headers = {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...own,
    };
    const request = { method, headers, signal: leaving.signal, body: body === undefined ? null : JSON.stringify(body) };
    fetch(url, request)
      .then(async (response) => {
        const answer = { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
        subscriber.next(answer);
        subscriber.complete();
      })
      .catch((cause: unknown) => {
        subscriber.error(new ApiError({ status: 0, headers: new Headers(), body: undefined }, { cause }));
      });
    return () => leaving.abort();
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's page, or an answer that was cut: the caller sees that it isn't there.
    return undefined;
  }
}
