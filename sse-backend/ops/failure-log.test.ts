import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { AppError } from '../app-error.ts';
import { failureLog } from './failure-log.ts';
import { Logger } from './logger.ts';

const REQUEST = { method: 'POST', url: '/api/readings?secret=1' } as IncomingMessage;

test('a kind of failure is logged once a second, each kind for itself, and never with its query', (t) => {
  const lines: string[] = [];
  const log = failureLog(new Logger('debug', (line) => lines.push(line)));
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const full = new AppError('no-room', 'The disk is full.', { cause: new Error('SQLITE_FULL') });
  for (now = 0; now < 2500; now += 100) {
    log(full, REQUEST);
    log(new TypeError('a bug'), REQUEST);
  }
  const entries = lines.map((line) => JSON.parse(line) as Record<string, string>);
  assert.deepEqual(
    entries.map(({ level, code }) => [level, code]),
    [0, 1, 2].flatMap(() => [
      ['warn', 'no-room'],
      ['error', undefined],
    ]),
  );
  assert.match(entries[0]?.['error'] ?? '', /^The disk is full\. Cause: Error: SQLITE_FULL\n {4}at /);
  assert.match(entries[1]?.['error'] ?? '', /^TypeError: a bug\n {4}at /);
  for (const { path } of entries) assert.equal(path, '/api/readings');
});
