import { inject, InjectionToken, Service } from '@angular/core';
import { map, Observable, retry, throwError, timeout } from 'rxjs';

import { SignInState } from './sign-in-state';

/** A request for JSON. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Includes the query. */
  readonly url: string;
  /** Additional headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `undefined` for none. */
  readonly body: unknown;
}

/** A response. `body` is `undefined` if it isn't JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends a request on subscribe, aborts it on unsubscribe. Emits any response; fails if there is none. */
export type Transport = (request: ApiRequest) => Observable<ApiAnswer>;

/** Transport of all requests. Default: `fetch`. */
export const TRANSPORT = new InjectionToken<Transport>('TRANSPORT', {
  providedIn: 'root',
  factory: () => sendByFetch,
});

/** Query parameters; `undefined` values are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

/** A response with an error status, a response that isn't JSON, or no response (`status` 0). */
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

/** The response timed out. */
export class LateError extends Error {
  override readonly name = 'LateError';
}

/** Timeout for responses. Without it, a request on a dead connection would never end. */
const RESPONSE_TIMEOUT_MS = 30_000;

/**
 * The server's JSON API. Its Observables emit one response or fail with an {@link ApiError} or {@link LateError}. Requests that
 * are rejected with 401 are repeated after the user has signed in.
 */
@Service()
export class JsonApi {
  private readonly transport = inject(TRANSPORT);
  private readonly signIn = inject(SignInState);

  get(path: string, query: Query = {}): Observable<ApiAnswer> {
    return this.sendSignedIn({ method: 'GET', url: withQuery(path, query), body: undefined });
  }

  post(path: string, body: unknown): Observable<ApiAnswer> {
    return this.sendSignedIn({ method: 'POST', url: path, body });
  }

  /** Sends a request once, even if the response is 401. */
  send(request: ApiRequest): Observable<ApiAnswer> {
    const failLate = (): Observable<never> =>
      throwError(() => new LateError(`no response within ${RESPONSE_TIMEOUT_MS / 1_000} s`));
    return this.transport(request).pipe(timeout({ first: RESPONSE_TIMEOUT_MS, with: failLate }), map(requireSuccess));
  }

  /** Sends a request and repeats it after a sign-in if the response is 401. */
  sendSignedIn(request: ApiRequest): Observable<ApiAnswer> {
    return this.send(request).pipe(retry({ delay: (error) => this.waitForSignIn(error) }));
  }

  /** Delay for `retry`: emits when the user has signed in. @throws any error that isn't a 401 */
  waitForSignIn(error: unknown): Observable<unknown> {
    if (error instanceof ApiError && error.status === 401) return this.signIn.requireSignIn();
    throw error;
  }
}

/** Parses JSON; returns `undefined` for any other text, such as the error page of a proxy. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requireSuccess(answer: ApiAnswer): ApiAnswer {
  const { status, body } = answer;
  const isSuccess = status >= 200 && status < 300 && (body !== undefined || status === 204);
  if (isSuccess) return answer;
  throw new ApiError(answer);
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function sendByFetch({ method, url, headers: additional, body }: ApiRequest): Observable<ApiAnswer> {
  return new Observable((subscriber) => {
    const controller = new AbortController();
    const headers = {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...additional,
    };
    const { signal } = controller;
    fetch(url, { method, headers, signal, body: body === undefined ? null : JSON.stringify(body) })
      .then(async (response) => {
        const answer = { status: response.status, headers: response.headers, body: parseJson(await response.text()) };
        subscriber.next(answer);
        subscriber.complete();
      })
      .catch((cause: unknown) => {
        subscriber.error(new ApiError({ status: 0, headers: new Headers(), body: undefined }, { cause }));
      });
    return () => controller.abort();
  });
}
