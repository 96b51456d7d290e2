import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const CONFORMANCE = join(import.meta.dirname, 'conformance.ts');

test('without the suite, the conformance command says where it is to be had, and exits with 2', () => {
  const { status, stdout, stderr } = conform(undefined);
  assert.equal(status, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /github\.com\/launchdarkly\/sse-contract-tests\/releases/);
  assert.match(stderr, /SSE_CONTRACT_TESTS=<path> npm run conformance/);
});

test('a suite that is not there is said to be missing', () => {
  const { status, stderr } = conform('/nowhere/sse-contract-tests');
  assert.equal(status, 2);
  assert.match(stderr, /\/nowhere\/sse-contract-tests is not there/);
});

test('what is not tested is refused with what is', () => {
  for (const args of [['--transport', 'websocket'], ['--browser', 'safari'], ['--mode', 'strict'], ['--fast']]) {
    const { status, stderr } = conform(CONFORMANCE, ...args);
    assert.equal(status, 2, args.join(' '));
    assert.match(
      stderr,
      /native in chromium, native in firefox, eventsource in chromium, eventsource in firefox|opaque, positions, own-retry|Unknown option '--fast'/,
    );
    assert.match(stderr, /--transport native\|eventsource/);
  }
});

function conform(
  suite: string | undefined,
  ...args: readonly string[]
): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, SSE_CONTRACT_TESTS: suite };
  return spawnSync(process.execPath, [CONFORMANCE, ...args], { env, encoding: 'utf8' });
}
