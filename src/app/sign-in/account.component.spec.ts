import { AccountComponent } from './account.component';
import { SIGNED_OUT, NURSE, SignedInPage } from './signed-in-page.fake';

describe('AccountComponent', () => {
  let page: SignedInPage<AccountComponent>;

  beforeEach(() => (page = new SignedInPage(AccountComponent)));
  afterEach(() => page.end());

  it('is hidden on a server without sign-in', () => {
    page.answerSession({ Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] });
    expect(page.element.textContent.trim()).toBe('');
  });

  it('is hidden while the user is not signed in', () => {
    page.answerSession(SIGNED_OUT);
    expect(page.element.textContent.trim()).toBe('');
  });

  it('shows the name, the permissions and the end of the session', () => {
    page.answerSession(NURSE);
    expect(page.text('.opener')).toBe('Signed in as nurse-3');
    expect(page.text('[popover]')).toContain('You can see readings and alarms and acknowledge alarms.');
    expect(page.text('[popover]')).toMatch(/ends at \d\d:\d\d/);
  });

  it('reloads the page after a sign-out', () => {
    page.answerSession(NURSE);
    page.button('Sign out').click();
    const request = page.backend.takeSessionRequest();
    expect(request.method).toBe('DELETE');
    expect(page.reloads).not.toHaveBeenCalled();
    request.answer(undefined, { status: 204 });
    expect(page.reloads).toHaveBeenCalledTimes(1);
  });

  it('shows why a sign-out failed', () => {
    page.answerSession(NURSE);
    page.button('Sign out').click();
    page.backend.takeSessionRequest().fail();
    page.show();
    expect(page.text('[role=alert]')).toBe(
      'Signing out failed, because the server is not responding. You are still signed in.',
    );
    expect(page.reloads).not.toHaveBeenCalled();
  });
});
