import { Observable, type Subscriber } from 'rxjs';

import { type ApiAnswer, ApiError, type ApiRequest, type Transport } from './json-api';

/** Status and headers of a response to a {@link FakeRequest}. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A pending request, answered by the test. */
export class FakeRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Whether it was unsubscribed. */
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

  /** Fails without a response. */
  fail(): void {
    this.subscriber.error(new ApiError({ status: 0, headers: new Headers(), body: undefined }));
  }
}

/** A server whose responses are given by the test and arrive synchronously. */
export class FakeTransport {
  private readonly requests: FakeRequest[] = [];

  /** Provide it as `TRANSPORT`. */
  readonly send: Transport = (request) =>
    new Observable((subscriber) => {
      this.requests.push(new FakeRequest(request, subscriber));
    });

  /** Removes the requests for a path and returns those that are not cancelled. */
  take(path: string): FakeRequest[] {
    const taken = this.requests.filter((request) => request.path === path);
    for (const request of taken) this.requests.splice(this.requests.indexOf(request), 1);
    return taken.filter((request) => !request.isCancelled);
  }

  /** Removes and returns the only pending request for a path. */
  takeOne(path: string): FakeRequest {
    const waiting = this.take(path);
    expect(waiting.length).withContext(path).toBe(1);
    return waiting[0]!;
  }
}
