import { SIGNED_OUT, NURSE, SignedInPage } from './signed-in-page.fake';
import { SignInPageComponent } from './sign-in-page.component';

describe('SignInPageComponent', () => {
  let page: SignedInPage<SignInPageComponent>;

  beforeEach(() => {
    page = new SignedInPage(SignInPageComponent);
    page.signInState.requireSignIn();
  });

  afterEach(() => page.end());

  const field = (): HTMLInputElement => page.element.querySelector('input')!;
  const error = (): string => page.text('[role=alert]');

  function submit(token: string): void {
    field().value = token;
    page.button('Sign in').click();
    page.show();
  }

  it('completes at once if the user is signed in already, as in another tab', () => {
    page.answerSession(NURSE);
    expect(page.signInState.isRequired()).toBe(false);
  });

  it('focuses a token field that password managers recognise', () => {
    page.answerSession(SIGNED_OUT);
    expect(field().autocomplete).toBe('current-password');
    expect(field().type).toBe('password');
    expect(document.activeElement).toBe(field());
    expect(page.element.querySelector('a')).toBeNull();
  });

  it('explains why a sign-in is required, before the first one and after the end of a session', () => {
    page.answerSession(SIGNED_OUT);
    expect(page.text('.why')).toContain('Sign in to see the readings');
    page.backend.answerSnapshot([]);
    page.show();
    expect(page.text('.why')).toContain('Your session has ended');
  });

  it('shows the token on request', () => {
    page.answerSession(SIGNED_OUT);
    page.button('Show').click();
    page.show();
    expect(field().type).toBe('text');
    expect(page.button('Show').getAttribute('aria-pressed')).toBe('true');
  });

  it('links to the organisation’s sign-in with the current address as return address', () => {
    page.answerSession({ ...SIGNED_OUT, Methods: ['token', 'oidc'] });
    const href = new URL(page.element.querySelector('a')!.href);
    expect(href.pathname).toBe('/sign-in/oidc');
    expect(href.searchParams.get('return')).toBe(location.pathname + location.search);
  });

  it('exchanges a token for a session and completes the sign-in', () => {
    page.answerSession(SIGNED_OUT);
    submit(' vw_abcd2345_secret ');
    const request = page.backend.takeSessionRequest();
    expect([request.method, request.headers]).toEqual(['POST', { Authorization: 'Bearer vw_abcd2345_secret' }]);
    expect(page.signInState.isRequired()).toBe(true);
    request.answer(NURSE);
    expect(page.signInState.isRequired()).toBe(false);
  });

  it('rejects a malformed token without a request', () => {
    page.answerSession(SIGNED_OUT);
    submit('');
    expect(error()).toBe('Enter your token.');
    submit('vw_ä b');
    expect(error()).toContain('doesn’t look like a valid token');
    expect(field().getAttribute('aria-invalid')).toBe('true');
  });

  it('shows that the server rejected the token', () => {
    page.answerSession(SIGNED_OUT);
    submit('vw_abcd2345_revoked');
    page.backend.takeSessionRequest().answer({}, { status: 401 });
    page.show();
    expect(error()).toContain('unknown, was revoked or has expired');
    expect(page.signInState.isRequired()).toBe(true);
  });

  it('shows that the server is not responding', () => {
    page.answerSession(SIGNED_OUT);
    submit('vw_abcd2345_secret');
    page.backend.takeSessionRequest().fail();
    page.show();
    expect(error()).toBe('Signing in failed, because the server is not responding. Try again in a moment.');
  });

  it('disables the form after too many attempts', () => {
    page.answerSession(SIGNED_OUT);
    submit('vw_abcd2345_wrong');
    page.backend.takeSessionRequest().answer({}, { status: 429, headers: { 'Retry-After': '12' } });
    page.show();
    expect(error()).toBe('Too many attempts. Try again in 12 sec.');
    submit('vw_abcd2345_wrong');
    expect(page.button('Sign in').getAttribute('aria-disabled')).toBe('true');
    page.pass(12_000);
    expect(error()).toBe('You can try again now.');
    submit('vw_abcd2345_secret');
    page.backend.takeSessionRequest().answer(NURSE);
    expect(page.signInState.isRequired()).toBe(false);
  });

  it('rejects a token without permission to read and signs out again', () => {
    page.answerSession(SIGNED_OUT);
    submit('vw_abcd2345_sensor');
    page.backend.takeSessionRequest().answer({ ...NURSE, Name: 'sensor 7', Scopes: ['write'] });
    page.show();
    expect(error()).toContain('“sensor 7” has no permission to see readings');
    expect(page.backend.takeSessionRequest().method).toBe('DELETE');
    expect(page.signInState.isRequired()).toBe(true);
  });
});
