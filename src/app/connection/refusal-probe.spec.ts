import { TestBed } from '@angular/core/testing';

import { SignInGate } from '../sign-in/sign-in-gate';
import type { Refusal } from '../sse/refusal';
import { injectRefusalProbe } from './refusal-probe';

describe('The probe of a refused stream', () => {
  function answer(status: number, headers: Record<string, string> = {}): void {
    spyOn(globalThis, 'fetch').and.resolveTo(new Response('', { status, headers }));
  }

  const probe = (status?: number): Promise<Refusal> =>
    TestBed.runInInjectionContext(injectRefusalProbe)(status, new AbortController().signal);
  const gate = (): SignInGate => TestBed.inject(SignInGate);

  it('asks for what was refused, without opening it', async () => {
    answer(500);
    await probe();
    expect(fetch).toHaveBeenCalledOnceWith('/events', jasmine.objectContaining({ method: 'HEAD' }));
  });

  it('wants a sign-in where the server does, and tells when somebody has signed in', async () => {
    answer(401);
    const refusal = await probe();
    expect(gate().isClosed()).toBe(true);
    const signedIn = jasmine.createSpy();
    if (refusal.kind === 'sign-in') refusal.signedIn?.subscribe(signedIn);
    expect(signedIn).not.toHaveBeenCalled();
    gate().open();
    expect(signedIn).toHaveBeenCalled();
  });

  it('does not ask when the refusal itself said so', async () => {
    answer(500);
    expect((await probe(401)).kind).toBe('sign-in');
    expect(fetch).not.toHaveBeenCalled();
  });

  it('knows when somebody is not allowed to, for whom another sign-in would change nothing', async () => {
    answer(403);
    expect(await probe()).toEqual({ kind: 'not-allowed' });
    expect(gate().isClosed()).toBe(false);
  });

  it('waits as long as a busy server asks', async () => {
    answer(503, { 'Retry-After': '9' });
    expect(await probe()).toEqual({ kind: 'wait', ms: 9_000 });
  });

  it('knows nothing when the answer is any other, or none', async () => {
    answer(404);
    expect(await probe()).toEqual({ kind: 'unknown' });
    (fetch as jasmine.Spy).and.rejectWith(new TypeError('no network'));
    expect(await probe()).toEqual({ kind: 'unknown' });
  });
});
