import { Observable, type Subscriber } from 'rxjs';

import { type ApiAnswer, ApiError, type ApiRequest, type Transport } from './json-api';

/** What a {@link FakeRequest} is answered with, beside its body. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that waits for the test to answer it. */
export class FakeRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Nobody waits for it any more. */
  isCancelled = false;
  private readonly subscriber: Subscriber<ApiAnswer>;

  constructor({ method, url, headers = {}, body }: ApiRequest, subscriber: Subscriber<ApiAnswer>) {
    const { pathname, searchParams } = new URL(url, location.origin);
    this.method = method;
    this.path = pathname;
    this.query = searchParams;
    this.headers = headers;
    this.body = body;
    this.subscriber = subscriber;
    subscriber.add(() => (this.isCancelled = true));
  }

  answer(body: unknown, { status = 200, headers = {} }: FakeAnswer = {}): void {
    this.subscriber.next({ status, headers: new Headers(headers), body });
    this.subscriber.complete();
  }

  /** No answer comes. */
  fail(): void {
    this.subscriber.error(new ApiError({ status: 0, headers: new Headers(), body: undefined }));
  }
}

/** A server whose answers are the test's; they arrive at once. */
export class FakeTransport {
  private readonly requests: FakeRequest[] = [];

  /** To be provided as `TRANSPORT`. */
  readonly send: Transport = (request) =>
    new Observable((subscriber) => {
      this.requests.push(new FakeRequest(request, subscriber));
    });

  /** The requests for a path that somebody still waits for, each handed out once. */
  take(path: string): FakeRequest[] {
    const taken = this.requests.filter((request) => request.path === path);
    for (const request of taken) this.requests.splice(this.requests.indexOf(request), 1);
    return taken.filter((request) => !request.isCancelled);
  }

  /** The one request for a path that somebody still waits for. */
  takeOne(path: string): FakeRequest {
    const waiting = this.take(path);
    expect(waiting.length).withContext(path).toBe(1);
    return waiting[0]!;
  }
}
