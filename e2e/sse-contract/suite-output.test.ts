import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSuiteOutput } from './suite-output.ts';
import { summaryTable } from './summary-table.ts';

const OUTPUT = `Running test suite
[basic parsing]
[basic parsing/empty data]
[basic parsing/event with ID]
  \u001b[33mnot equal\u001b[0m
  \u001b[31mFAILED: basic parsing/event with ID\u001b[0m
[comments]
  SKIPPED: comments (test service does not have capability "comments")
[linefeeds]
[linefeeds/LF separator]
[linefeeds/LF separator/one-line event]
[linefeeds/LF separator/one-line event/one chunk]
`;

test("the suite's output is counted by its parts, groups left out", () => {
  const { parts, failures } = readSuiteOutput(OUTPUT);
  assert.deepEqual(
    [...parts],
    [
      ['basic parsing', { passed: 1, failed: 1, skipped: 0 }],
      ['comments', { passed: 0, failed: 0, skipped: 1 }],
      ['linefeeds', { passed: 1, failed: 0, skipped: 0 }],
    ],
  );
  assert.deepEqual(failures, ['basic parsing/event with ID']);
});

test('runs are shown side by side, with what failed below', () => {
  const run = { ...readSuiteOutput(OUTPUT), isPassed: false };
  assert.equal(
    summaryTable([
      ['native in chromium', run],
      ['native in firefox', { parts: new Map(), failures: [], isPassed: true }],
    ]),
    `               native in chromium             native in firefox
basic parsing  1 passed, 1 failed             –
comments       0 passed, 1 skipped            –
linefeeds      1 passed                       –
all            2 passed, 1 failed, 1 skipped  0 passed
failed, native in chromium: basic parsing/event with ID`,
  );
});
