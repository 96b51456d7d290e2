import assert from 'node:assert/strict';
import { test } from 'node:test';
import { returnPath } from './return-path.ts';

test('a path of ours is returned to with its query and fragment', () => {
  for (const path of ['/', '/alarms', '/person/R%201?days=7&to=2026#chart', '/?x=//evil.example']) {
    assert.equal(returnPath(path), path);
  }
});

test('whatever leads elsewhere leads to the start', () => {
  const elsewhere = [
    ...[null, '', 'alarms', 'https://evil.example/', '//evil.example', '///evil.example', '/\\evil.example'],
    ...['\\\\evil.example', '/\t/evil.example', '/\n/evil.example', '/.//evil.example', '/x/..//evil.example'],
    ...['javascript:alert(1)', ' //evil.example', '/%2e//evil.example', '//[', `/${'x'.repeat(1000)}`],
  ];
  for (const path of elsewhere) assert.equal(returnPath(path), '/', String(path));
});

test('what could split a header is encoded', () => {
  assert.equal(returnPath('/a\r\nSet-Cookie: x=1'), '/aSet-Cookie:%20x=1');
  assert.equal(returnPath('/\u{1F321}'), '/%F0%9F%8C%A1');
});
