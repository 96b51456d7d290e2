import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Logger } from './logger.ts';

test('an entry is one line of JSON, whatever is in it', () => {
  const lines: string[] = [];
  new Logger('info', (line) => lines.push(line)).info('listening\n', {
    url: 'http://localhost:5000',
    demo: true,
    no: undefined,
  });
  assert.match(
    lines.join(''),
    /^\{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"info","message":"listening\\n","url":"http:\/\/localhost:5000","demo":true\}\n$/,
  );
});

test('what lies below the level is not written, and silent writes nothing', () => {
  const levelsAt = (level: 'debug' | 'info' | 'warn' | 'error' | 'silent') => {
    const lines: string[] = [];
    const logger = new Logger(level, (line) => lines.push(line));
    logger.debug('');
    logger.info('');
    logger.warn('');
    logger.error('');
    return lines.map((line) => (JSON.parse(line) as { readonly level: string }).level);
  };
  assert.deepEqual(levelsAt('debug'), ['debug', 'info', 'warn', 'error']);
  assert.deepEqual(levelsAt('info'), ['info', 'warn', 'error']);
  assert.deepEqual(levelsAt('warn'), ['warn', 'error']);
  assert.deepEqual(levelsAt('error'), ['error']);
  assert.deepEqual(levelsAt('silent'), []);
});

test('what looks like a token, a JWT or a session is left out, wherever a client has put it', () => {
  const lines: string[] = [];
  const logger = new Logger('debug', (line) => lines.push(line));
  const [token, jwt, session] = [`vw_abcdefg2_${'aA0-_'.repeat(8)}xyz`, 'eyJhbGci.eyJzdWIi.c2ln-_', 'eyJzaWQi.c2ln'];
  logger.debug('request', { method: 'GET', path: `/api/${token}/${jwt}/${session}/x` });
  const { path } = JSON.parse(lines[0] ?? '') as { readonly path: string };
  assert.equal(path, '/api/vw_abcdefg2_…/eyJ…/eyJ…/x');
});
