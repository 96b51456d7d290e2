import { mayRead, parseSession } from './session';

describe('parseSession', () => {
  it('reads who is signed in, until when, what they may do, and how one can sign in', () => {
    const Expires = '2026-11-20T21:15:00.000Z';
    expect(parseSession({ Name: 'ward 3', Scopes: ['read', 'operate'], Expires, Methods: ['token', 'oidc'] })).toEqual({
      name: 'ward 3',
      scopes: ['read', 'operate'],
      expiresAt: Date.parse(Expires),
      methods: ['token', 'oidc'],
    });
  });

  it('grants nothing that is missing, or is no word of ours', () => {
    const nobody = { name: undefined, scopes: [], expiresAt: undefined, methods: [] };
    for (const value of [undefined, null, 7, {}, { Name: null, Scopes: 'read', Expires: 'soon', Methods: ['magic'] }])
      expect(parseSession(value)).toEqual(nobody);
  });
});

describe('mayRead', () => {
  it('is true of somebody who has the scope for it', () => {
    expect(mayRead(parseSession({ Name: 'ward 3', Scopes: ['read'] }))).toBe(true);
    expect(mayRead(parseSession({ Name: 'sensor 7', Scopes: ['write'] }))).toBe(false);
    expect(mayRead(parseSession({ Name: null, Scopes: [] }))).toBe(false);
  });
});
