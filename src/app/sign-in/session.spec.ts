import { mayRead, parseSession } from './session';

describe('parseSession', () => {
  it('parses name, scopes, expiry and sign-in methods', () => {
    const Expires = '2026-11-20T21:15:00.000Z';
    expect(parseSession({ Name: 'ward 3', Scopes: ['read', 'operate'], Expires, Methods: ['token', 'oidc'] })).toEqual({
      name: 'ward 3',
      scopes: ['read', 'operate'],
      expiresAt: Date.parse(Expires),
      methods: ['token', 'oidc'],
    });
  });

  it('ignores missing and invalid values', () => {
    const nobody = { name: undefined, scopes: [], expiresAt: undefined, methods: [] };
    for (const value of [undefined, null, 7, {}, { Name: null, Scopes: 'read', Expires: 'soon', Methods: ['magic'] }])
      expect(parseSession(value)).toEqual(nobody);
  });
});

describe('mayRead', () => {
  it('requires a name and the scope `read`', () => {
    expect(mayRead(parseSession({ Name: 'ward 3', Scopes: ['read'] }))).toBe(true);
    expect(mayRead(parseSession({ Name: 'sensor 7', Scopes: ['write'] }))).toBe(false);
    expect(mayRead(parseSession({ Name: null, Scopes: [] }))).toBe(false);
  });
});
