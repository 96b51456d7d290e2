import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ServerProcess } from '../testing/server-process.ts';
import { openFilesWarning } from './open-files.ts';

test('a limit on open files that is lower than --max-streams is a warning', () => {
  assert.match(
    openFilesWarning(20_000, 1024) ?? '',
    /1024 open files .* --max-streams 20000: .* raise the limit to at least 20064, or/,
  );
  assert.match(openFilesWarning(20_000, 19_999) ?? '', /at least 20064/);
  assert.equal(openFilesWarning(20_000, 20_000), undefined);
  assert.equal(openFilesWarning(1_000_000, Infinity), undefined);
  for (const maxStreams of [10, 20_000]) assert.throws(() => openFilesWarning(maxStreams, 63), { name: 'StartError' });
});

test('a server with few open files starts and warns', { skip: process.platform === 'win32' }, async () => {
  const within = ['sh', '-c', 'ulimit -n 100 && exec "$@"', 'sh'];
  const server = await ServerProcess.start(['--data', ':memory:'], within);
  const { code, stderr } = await server.stop();
  assert.equal(code, 0);
  assert.match(stderr, /"level":"warn","message":"this process may have 100 open files/);
});
