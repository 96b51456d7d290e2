import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameUuid } from './name-uuid.ts';

test('the UUID of a name is the one that the RFC gives as its example', () => {
  // [spec] RFC 9562 appendix A.4, in the namespace of domain names.
  const uuid = nameUuid('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com');
  assert.equal(uuid, '2ed6657d-e927-568b-95e1-2665a8aea6a2');
});
