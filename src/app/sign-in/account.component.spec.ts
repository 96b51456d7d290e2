import { AccountComponent } from './account.component';
import { NOBODY, NURSE, SignedInPage } from './signed-in-page.fake';

describe('AccountComponent', () => {
  let page: SignedInPage<AccountComponent>;

  beforeEach(() => (page = new SignedInPage(AccountComponent)));
  afterEach(() => page.end());

  it('is not there where everybody is let in', () => {
    page.be({ Name: 'local', Scopes: ['read', 'write', 'operate'], Expires: null, Methods: [] });
    expect(page.element.textContent.trim()).toBe('');
  });

  it('is not there while nobody is signed in', () => {
    page.be(NOBODY);
    expect(page.element.textContent.trim()).toBe('');
  });

  it('says who is signed in, what they may do, and until when', () => {
    page.be(NURSE);
    expect(page.text('.opener')).toBe('Signed in as nurse-3');
    expect(page.text('[popover]')).toContain('You may see readings and alarms and acknowledge alarms.');
    expect(page.text('[popover]')).toMatch(/Until \d\d:\d\d/);
  });

  it('signs out, and keeps nothing of what was shown', () => {
    page.be(NURSE);
    page.button('Sign out').click();
    const request = page.backend.takeSessionRequest();
    expect(request.method).toBe('DELETE');
    expect(page.reloads).not.toHaveBeenCalled();
    request.answer(undefined, { status: 204 });
    expect(page.reloads).toHaveBeenCalledTimes(1);
  });

  it('says so when signing out has failed', () => {
    page.be(NURSE);
    page.button('Sign out').click();
    page.backend.takeSessionRequest().fail();
    page.show();
    expect(page.text('[role=alert]')).toBe('You are still signed in, because the server does not answer.');
    expect(page.reloads).not.toHaveBeenCalled();
  });
});
