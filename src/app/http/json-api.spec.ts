import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';

import { SignInState } from './sign-in-state';
import { ApiError, JsonApi } from './json-api';

describe('JsonApi', () => {
  let answer: Response | Promise<Response>;
  let sent: Request[];

  beforeEach(() => {
    sent = [];
    spyOn(globalThis, 'fetch').and.callFake((url, init) => {
      sent.push(new Request(url, init));
      return Promise.resolve(answer);
    });
    answer = new Response('{"Yes":1}', { headers: { Date: 'now' } });
  });

  const api = (): JsonApi => TestBed.inject(JsonApi);

  async function failureOf(request: Promise<unknown>): Promise<ApiError> {
    const error: unknown = await request.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ApiError);
    return error as ApiError;
  }

  it('emits body and headers', async () => {
    const { body, headers } = await firstValueFrom(api().get('/api/status'));
    expect(body).toEqual({ Yes: 1 });
    expect(headers.get('Date')).toBe('now');
  });

  it('sends the query without undefined parameters', async () => {
    await firstValueFrom(api().get('/api/readings', { rfid: 'R:1', limit: 5, before: undefined }));
    expect(sent[0]?.url).toBe(`${location.origin}/api/readings?rfid=R%3A1&limit=5`);
  });

  it('posts JSON', async () => {
    await firstValueFrom(api().post('/api/acknowledgements', { Alarm: 'k3f9-1' }));
    expect(sent[0]?.method).toBe('POST');
    expect(sent[0]?.headers.get('Content-Type')).toBe('application/json');
    expect(await sent[0]?.text()).toBe('{"Alarm":"k3f9-1"}');
  });

  it('fails with status, headers and body of an error response', async () => {
    answer = new Response('{"detail":"full"}', { status: 507, headers: { 'Retry-After': '3' } });
    const error = await failureOf(firstValueFrom(api().get('/api/status')));
    expect([error.status, error.headers.get('Retry-After'), error.body]).toEqual([507, '3', { detail: 'full' }]);
  });

  it('fails if the response is not JSON', async () => {
    answer = new Response('<!doctype html>');
    expect((await failureOf(firstValueFrom(api().get('/api/status')))).status).toBe(200);
  });

  it('fails with status 0 if there is no response', async () => {
    answer = Promise.reject(new TypeError('Failed to fetch'));
    const error = await failureOf(firstValueFrom(api().get('/api/status')));
    expect([error.status, (error.cause as Error).message]).toEqual([0, 'Failed to fetch']);
  });

  it('sends on subscribe and aborts on unsubscribe', () => {
    const request = api().get('/api/status');
    expect(sent).toEqual([]);
    request.subscribe().unsubscribe();
    expect(sent[0]?.signal.aborted).toBe(true);
  });

  it('repeats a request after the user has signed in', async () => {
    answer = new Response('{}', { status: 401 });
    const signInState = TestBed.inject(SignInState);
    const body = firstValueFrom(api().get('/api/status'));
    while (!signInState.isRequired()) await new Promise((resolve) => setTimeout(resolve));
    answer = new Response('{"Yes":1}');
    signInState.completeSignIn();
    expect((await body).body).toEqual({ Yes: 1 });
    expect(sent.length).toBe(2);
  });

  it('fails with 401 without requiring a sign-in when sent by `send`', async () => {
    answer = new Response('{}', { status: 401 });
    const request = api().send({ method: 'POST', url: '/api/session', body: undefined });
    expect((await failureOf(firstValueFrom(request))).status).toBe(401);
    expect(TestBed.inject(SignInState).isRequired()).toBe(false);
  });

  it('accepts 204 without a body', async () => {
    answer = new Response(null, { status: 204 });
    const { status } = await firstValueFrom(api().send({ method: 'DELETE', url: '/api/session', body: undefined }));
    expect(status).toBe(204);
  });
});
