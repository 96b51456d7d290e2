import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FailedAttempts } from './failed-attempts.ts';

test('an address has twenty failures a minute, and then as many again', () => {
  let now = 0;
  const failures = new FailedAttempts(() => now);
  const fail = (address: string) => failures.isTooMany(address);
  assert.ok(Array.from({ length: 20 }, () => fail('192.0.2.1')).every((isTooMany) => !isTooMany));
  assert.deepEqual([fail('192.0.2.1'), fail('192.0.2.2')], [true, false]);
  now = 59_999;
  assert.equal(fail('192.0.2.1'), true);
  now = 60_000;
  assert.equal(fail('192.0.2.1'), false);
});

test('an IPv6 client does not get more by using all of its addresses', () => {
  const failures = new FailedAttempts(() => 0);
  const answers = Array.from({ length: 21 }, (_, index) => failures.isTooMany(`2001:db8::${index.toString(16)}`));
  assert.equal(answers.indexOf(true), 20);
});
