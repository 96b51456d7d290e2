import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPosition, parsePosition } from './position.ts';

test('an id is an epoch and a sequence', () => {
  assert.equal(formatPosition({ epoch: 'k3f9', sequence: 1042 }), 'k3f9-1042');
  assert.deepEqual(parsePosition('k3f9-1042', 'mine'), { epoch: 'k3f9', sequence: 1042 });
});

test('a bare number is a sequence of the log that is asked', () => {
  assert.deepEqual(parsePosition('1042', 'mine'), { epoch: 'mine', sequence: 1042 });
});

test('anything else is unreadable', () => {
  for (const text of [
    '',
    '-',
    'k3f9-',
    '-5',
    'k3f9-1-2',
    'k3 f9-1',
    'k3f9-1.5',
    'k3f9--1',
    '1e3',
    '9'.repeat(17),
    'é-1',
    `a-${'0'.repeat(127)}1`,
  ]) {
    assert.equal(parsePosition(text, 'mine'), undefined, text);
  }
});
