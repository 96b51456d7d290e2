import { NOBODY, NURSE, SignedInPage } from './signed-in-page.fake';
import { SignInPageComponent } from './sign-in-page.component';

describe('SignInPageComponent', () => {
  let page: SignedInPage<SignInPageComponent>;

  beforeEach(() => {
    page = new SignedInPage(SignInPageComponent);
    page.gate.close();
  });

  afterEach(() => page.end());

  const field = (): HTMLInputElement => page.element.querySelector('input')!;
  const error = (): string => page.text('[role=alert]');

  function submit(token: string): void {
    field().value = token;
    page.button('Sign in').click();
    page.show();
  }

  it('goes on at once where somebody is signed in already, as in another tab', () => {
    page.be(NURSE);
    expect(page.gate.isClosed()).toBe(false);
  });

  it('asks for a token that the browser may keep, and puts the cursor there', () => {
    page.be(NOBODY);
    expect(field().autocomplete).toBe('current-password');
    expect(field().type).toBe('password');
    expect(document.activeElement).toBe(field());
    expect(page.element.querySelector('a')).toBeNull();
  });

  it('says why it asks: to whom nothing was shown yet, and to those whose session is over', () => {
    page.be(NOBODY);
    expect(page.text('.why')).toContain('only to those it knows');
    page.backend.answerSnapshot([]);
    page.show();
    expect(page.text('.why')).toContain('Your session is over');
  });

  it('shows the token to those who want to see it', () => {
    page.be(NOBODY);
    page.button('Show').click();
    page.show();
    expect(field().type).toBe('text');
    expect(page.button('Show').getAttribute('aria-pressed')).toBe('true');
  });

  it('leads to the organisation where there is one, and from there back to this view', () => {
    page.be({ ...NOBODY, Methods: ['token', 'oidc'] });
    const href = new URL(page.element.querySelector('a')!.href);
    expect(href.pathname).toBe('/sign-in/oidc');
    expect(href.searchParams.get('return')).toBe(location.pathname + location.search);
  });

  it('gives a token for a cookie, and then lets the page go on', () => {
    page.be(NOBODY);
    submit(' vw_abcd2345_secret ');
    const request = page.backend.takeSessionRequest();
    expect([request.method, request.headers]).toEqual(['POST', { Authorization: 'Bearer vw_abcd2345_secret' }]);
    expect(page.gate.isClosed()).toBe(true);
    request.answer(NURSE);
    expect(page.gate.isClosed()).toBe(false);
  });

  it('asks nobody about what can be no token', () => {
    page.be(NOBODY);
    submit('');
    expect(error()).toBe('Enter your token first.');
    submit('vw_ä b');
    expect(error()).toContain('This is no token');
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it('says so when the server does not accept the token', () => {
    page.be(NOBODY);
    submit('vw_abcd2345_revoked');
    page.backend.takeSessionRequest().answer({}, { status: 401 });
    page.show();
    expect(error()).toContain('not known here, was revoked or has expired');
    expect(page.gate.isClosed()).toBe(true);
  });

  it('says so when the server is away', () => {
    page.be(NOBODY);
    submit('vw_abcd2345_secret');
    page.backend.takeSessionRequest().fail();
    page.show();
    expect(error()).toBe('You are not signed in, because the server does not answer. Try again in a moment.');
  });

  it('waits with those who have tried too often', () => {
    page.be(NOBODY);
    submit('vw_abcd2345_wrong');
    page.backend.takeSessionRequest().answer({}, { status: 429, headers: { 'Retry-After': '12' } });
    page.show();
    expect(error()).toBe('Too many attempts. You can try again in 12 sec.');
    submit('vw_abcd2345_wrong');
    expect(page.button('Sign in').getAttribute('aria-disabled')).toBe('true');
    page.pass(12_000);
    expect(error()).toBe('You can try again now.');
    submit('vw_abcd2345_secret');
    page.backend.takeSessionRequest().answer(NURSE);
    expect(page.gate.isClosed()).toBe(false);
  });

  it('takes no token that may not see readings, and does not stay signed in with it', () => {
    page.be(NOBODY);
    submit('vw_abcd2345_sensor');
    page.backend.takeSessionRequest().answer({ ...NURSE, Name: 'sensor 7', Scopes: ['write'] });
    page.show();
    expect(error()).toContain('“sensor 7” may not see readings');
    expect(page.backend.takeSessionRequest().method).toBe('DELETE');
    expect(page.gate.isClosed()).toBe(true);
  });
});
