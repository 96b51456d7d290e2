import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { StartError } from '../../start-error.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { readClientSecret } from './client-secret.ts';

function secretFile(t: TestContext, text: string, mode: number): string {
  const file = join(tempFolder(t), 'secret');
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

function refused(line: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof StartError && line.test(error.message) && !error.message.includes('s3cret');
}

test('the secret is what the file says, without the newline at its end', (t) => {
  for (const mode of [0o400, 0o600, 0o640]) assert.equal(readClientSecret(secretFile(t, 's3cret\n', mode)), 's3cret');
});

test('a file that every user can read or write is refused', (t) => {
  for (const mode of [0o644, 0o602, 0o777]) {
    assert.throws(
      () => readClientSecret(secretFile(t, 's3cret', mode)),
      refused(/open to every user; run "chmod 600 \S+"\.$/),
    );
  }
});

test('an empty file and one that is not there are refused', (t) => {
  assert.throws(
    () => readClientSecret(secretFile(t, '\n', 0o600)),
    refused(/is empty; write the client's secret into it/),
  );
  assert.throws(() => readClientSecret(join(tempFolder(t), 'gone')), refused(/can't be read \(ENOENT/));
});
