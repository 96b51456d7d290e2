import { TestBed } from '@angular/core/testing';

import { SignInState } from '../http/sign-in-state';
import type { Refusal } from '../sse/reconnect-scheduler';
import { injectRefusalProbe } from './refusal-probe';

describe('injectRefusalProbe', () => {
  function answer(status: number, headers: Record<string, string> = {}): void {
    spyOn(globalThis, 'fetch').and.resolveTo(new Response('', { status, headers }));
  }

  const probe = (status?: number): Promise<Refusal> =>
    TestBed.runInInjectionContext(injectRefusalProbe)(status, new AbortController().signal);
  const signInState = (): SignInState => TestBed.inject(SignInState);

  it('sends a HEAD request for the stream', async () => {
    answer(500);
    await probe();
    expect(fetch).toHaveBeenCalledOnceWith('/events', jasmine.objectContaining({ method: 'HEAD' }));
  });

  it('requires a sign-in after 401 and emits when the user has signed in', async () => {
    answer(401);
    const refusal = await probe();
    expect(signInState().isRequired()).toBe(true);
    const signedIn = jasmine.createSpy();
    if (refusal.kind === 'sign-in') refusal.signedIn?.subscribe(signedIn);
    expect(signedIn).not.toHaveBeenCalled();
    signInState().completeSignIn();
    expect(signedIn).toHaveBeenCalled();
  });

  it('sends no request if the status is known to be 401', async () => {
    answer(500);
    expect((await probe(401)).kind).toBe('sign-in');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('reports 403 without requiring a sign-in', async () => {
    answer(403);
    expect(await probe()).toEqual({ kind: 'not-allowed' });
    expect(signInState().isRequired()).toBe(false);
  });

  it('returns the delay that a busy server requests', async () => {
    answer(503, { 'Retry-After': '9' });
    expect(await probe()).toEqual({ kind: 'wait', ms: 9_000 });
  });

  it('returns `unknown` for any other response and for none', async () => {
    answer(404);
    expect(await probe()).toEqual({ kind: 'unknown' });
    (fetch as jasmine.Spy).and.rejectWith(new TypeError('no network'));
    expect(await probe()).toEqual({ kind: 'unknown' });
  });
});
