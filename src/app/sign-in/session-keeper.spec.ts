import { Component, inject } from '@angular/core';

import { SessionKeeper } from './session-keeper';
import { NOBODY, NURSE, SignedInPage } from './signed-in-page.fake';

@Component({ selector: 'vw-test-kept', template: '' })
class KeptComponent {
  readonly keeper = inject(SessionKeeper);
}

describe('SessionKeeper', () => {
  const HOUR_MS = 60 * 60_000;
  let page: SignedInPage<KeptComponent>;

  beforeEach(() => (page = new SignedInPage(KeptComponent)));
  afterEach(() => page.end());

  /** The page shows readings as they come. */
  function goLive(): void {
    page.backend.answerSnapshot([]);
    page.backend.goLive();
    page.show();
  }

  it('renews the session when half of its time has passed, and then the renewed one', () => {
    page.be(NURSE);
    page.pass(6 * HOUR_MS);
    const request = page.backend.takeSessionRequest();
    expect(request.method).toBe('POST');
    request.answer({ ...NURSE, Expires: '2026-11-21T03:15:00.000Z' });
    page.show();
    page.pass(6 * HOUR_MS);
    expect(page.backend.takeSessionRequest().method).toBe('POST');
  });

  it('renews the session when the stream says that it is about to end', () => {
    page.be(NURSE);
    goLive();
    page.backend.stream.event('session-expired', '{"Reason":"expired"}');
    const request = page.backend.takeSessionRequest();
    expect(request.method).toBe('POST');
    request.answer(NURSE);
    expect(page.gate.isClosed()).toBe(false);
  });

  it('wants a sign-in when the session can not be renewed', () => {
    page.be(NURSE);
    goLive();
    page.backend.stream.event('session-expired', '{"Reason":"revoked"}');
    page.backend.takeSessionRequest().answer({}, { status: 401 });
    expect(page.gate.isClosed()).toBe(true);
    page.be(NOBODY);
    page.pass(24 * HOUR_MS);
    page.life.show();
    expect(page.backend.takeSessionRequest().method).toBe('GET');
  });

  it('tries again when the server was away', () => {
    page.be(NURSE);
    page.pass(6 * HOUR_MS);
    page.backend.takeSessionRequest().fail();
    page.pass(3 * HOUR_MS);
    expect(page.backend.takeSessionRequest().method).toBe('POST');
    expect(page.gate.isClosed()).toBe(false);
  });

  it('lets the page go on when somebody has signed in in another tab', () => {
    page.gate.close();
    page.be(NOBODY);
    page.life.show();
    page.be(NURSE);
    expect(page.gate.isClosed()).toBe(false);
  });

  it('does not ask on and on where the server refuses whom it has just named', () => {
    page.be(NURSE);
    page.gate.close();
    page.life.show();
    page.be(NURSE);
    expect(page.gate.isClosed()).toBe(false);
    page.gate.close();
    page.life.show();
    page.be(NURSE);
    expect(page.gate.isClosed()).toBe(true);
  });

  it('keeps nothing of what was shown to somebody who has signed out in another tab', () => {
    page.be(NURSE);
    page.life.show();
    page.be(NOBODY);
    expect(page.reloads).toHaveBeenCalledTimes(1);
  });

  it('asks nothing where everybody is let in', () => {
    page.be({ Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] });
    page.life.show();
    page.pass(24 * HOUR_MS);
    expect(page.backend.hasSessionRequest()).toBe(false);
  });
});
