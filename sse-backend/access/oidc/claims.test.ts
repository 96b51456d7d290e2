import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameIn, scopesIn } from './claims.ts';

const CASES: readonly (readonly [string, Record<string, unknown>, string, readonly string[]])[] = [
  ['a string of words', { scope: 'openid read write' }, 'scope', ['read', 'write']],
  ['a list', { roles: ['operate', 'offline_access'] }, 'roles', ['operate']],
  ['the roles of a Keycloak realm', { realm_access: { roles: ['vitalwire-read'] } }, 'realm_access.roles', ['read']],
  [
    'the roles of a Keycloak client whose name has a dot',
    { resource_access: { 'ward.app': { roles: ['vitalwire:write'] } } },
    'resource_access.ward.app.roles',
    ['write'],
  ],
  ['a claim named by a URL', { 'https://ward.example/roles': ['read'] }, 'https://ward.example/roles', ['read']],
  ['words that only look like ours', { scope: 'reader READ vitalwire:admin xread vitalwire:' }, 'scope', []],
  ['a list of other things', { roles: [1, null, { read: true }] }, 'roles', []],
  ['no list', { roles: { read: true } }, 'roles', []],
  ['no such claim', {}, 'realm_access.roles', []],
  ['what every object has', {}, 'constructor.name', []],
];

for (const [kind, claims, name, scopes] of CASES) {
  test(`the scopes in ${kind} are ${scopes.join(', ') || 'none'}`, () => {
    assert.deepEqual([...scopesIn(claims, name)], scopes);
  });
}

test('somebody is named as the administrators do, by an address that is known to be theirs, or by the subject', () => {
  const [sub, email] = ['f:1', 'roy@ward.example'];
  assert.equal(nameIn({ sub, email, email_verified: true, preferred_username: 'mass.roy' }), 'mass.roy');
  assert.equal(nameIn({ sub, email, email_verified: true }), email);
  assert.equal(nameIn({ sub, email, email_verified: 'true' }), sub);
  assert.equal(nameIn({ sub, preferred_username: 'mass\nroy' }), sub);
  assert.equal(nameIn({ sub, preferred_username: 'x'.repeat(201) }), sub);
  assert.equal(nameIn({ sub, preferred_username: '\u202eyor.ssam' }), sub);
  assert.equal(nameIn({ sub, preferred_username: '\u200b' }), sub);
  assert.equal(nameIn({ sub, preferred_username: 'Zoe\u0308' }), 'Zo\u00eb');
});
