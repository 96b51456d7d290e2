import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runSuiteProgram, SuiteBroke } from './suite-run.ts';

test('a suite whose cases all passed has passed', async () => {
  const { isPassed, parts } = await run("console.log('[parsing]\\n[parsing/data]')");
  assert.equal(isPassed, true);
  assert.deepEqual([...parts], [['parsing', { passed: 1, failed: 0, skipped: 0 }]]);
});

test('a suite with a case that failed has failed', async () => {
  const { isPassed, failures } = await run(
    "console.log('[parsing/data]\\n  FAILED: parsing/data'); process.exitCode = 1",
  );
  assert.deepEqual([isPassed, failures], [false, ['parsing/data']]);
});

for (const [what, script, expected] of [
  ['prints nothing', '', /exited with 0 and printed no test case\.$/],
  [
    'panics before its first case',
    "console.error('panic'); process.exit(2)",
    /exited with 2 and printed no test case\.$/,
  ],
  [
    'panics after a case',
    "console.log('[parsing/data]'); process.exitCode = 2",
    /exited with 2, but printed no test case that failed/,
  ],
  ['is killed', "console.log('[parsing/data]'); process.kill(process.pid, 'SIGKILL')", /was ended by SIGKILL, but/],
] as const) {
  test(`a suite that ${what} counts as broken`, async () => {
    await assert.rejects(run(script), (error) => error instanceof SuiteBroke && expected.test(error.message));
  });
}

test('a suite that is no program counts as broken', async () => {
  await assert.rejects(runSuiteProgram(import.meta.filename, []), /can't be started: .*EACCES/);
});

function run(script: string) {
  return runSuiteProgram(process.execPath, ['-e', script]);
}
