import { Component, inject } from '@angular/core';

import { SessionKeeper } from './session-keeper';
import { SIGNED_OUT, NURSE, SignedInPage } from './signed-in-page.fake';

@Component({ selector: 'vw-test-kept', template: '' })
class KeptComponent {
  readonly keeper = inject(SessionKeeper);
}

describe('SessionKeeper', () => {
  const HOUR_MS = 60 * 60_000;
  let page: SignedInPage<KeptComponent>;

  beforeEach(() => (page = new SignedInPage(KeptComponent)));
  afterEach(() => page.end());

  function goLive(): void {
    page.backend.answerSnapshot([]);
    page.backend.goLive();
    page.show();
  }

  it('renews the session repeatedly, each time when half of the remaining time has passed', () => {
    page.answerSession(NURSE);
    page.pass(6 * HOUR_MS);
    const request = page.backend.takeSessionRequest();
    expect(request.method).toBe('POST');
    request.answer({ ...NURSE, Expires: '2026-11-21T03:15:00.000Z' });
    page.show();
    page.pass(6 * HOUR_MS);
    expect(page.backend.takeSessionRequest().method).toBe('POST');
  });

  it('renews the session when the stream announces its end', () => {
    page.answerSession(NURSE);
    goLive();
    page.backend.stream.event('session-expired', '{"Reason":"expired"}');
    const request = page.backend.takeSessionRequest();
    expect(request.method).toBe('POST');
    request.answer(NURSE);
    expect(page.signInState.isRequired()).toBe(false);
  });

  it('requires a sign-in when the session cannot be renewed', () => {
    page.answerSession(NURSE);
    goLive();
    page.backend.stream.event('session-expired', '{"Reason":"revoked"}');
    page.backend.takeSessionRequest().answer({}, { status: 401 });
    expect(page.signInState.isRequired()).toBe(true);
    page.answerSession(SIGNED_OUT);
    page.pass(24 * HOUR_MS);
    page.life.show();
    expect(page.backend.takeSessionRequest().method).toBe('GET');
  });

  it('retries a renewal that got no response', () => {
    page.answerSession(NURSE);
    page.pass(6 * HOUR_MS);
    page.backend.takeSessionRequest().fail();
    page.pass(3 * HOUR_MS);
    expect(page.backend.takeSessionRequest().method).toBe('POST');
    expect(page.signInState.isRequired()).toBe(false);
  });

  it('completes the sign-in after a sign-in in another tab', () => {
    page.signInState.requireSignIn();
    page.answerSession(SIGNED_OUT);
    page.life.show();
    page.answerSession(NURSE);
    expect(page.signInState.isRequired()).toBe(false);
  });

  it('does not retry continuously when the server rejects a session that it reported as valid', () => {
    page.answerSession(NURSE);
    page.signInState.requireSignIn();
    page.life.show();
    page.answerSession(NURSE);
    expect(page.signInState.isRequired()).toBe(false);
    page.signInState.requireSignIn();
    page.life.show();
    page.answerSession(NURSE);
    expect(page.signInState.isRequired()).toBe(true);
  });

  it('reloads the page after a sign-out in another tab', () => {
    page.answerSession(NURSE);
    page.life.show();
    page.answerSession(SIGNED_OUT);
    expect(page.reloads).toHaveBeenCalledTimes(1);
  });

  it('requests no session on a server without sign-in', () => {
    page.answerSession({ Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] });
    page.life.show();
    page.pass(24 * HOUR_MS);
    expect(page.backend.hasSessionRequest()).toBe(false);
  });
});
