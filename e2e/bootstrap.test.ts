import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';

const BOOTSTRAP = join(import.meta.dirname, '..', 'scripts', 'bootstrap.js');

test('the bootstrap succeeds on a machine whose own Node is too old, once the packages are installed', (t) => {
  const folder = tempFolder(t);
  const oldNode = join(folder, 'node');
  writeFileSync(oldNode, '#!/bin/sh\necho 18.20.4\n');
  chmodSync(oldNode, 0o755);
  const env = { ...process.env, PATH: [folder, process.env['PATH']].join(delimiter) };
  const { status, stderr } = spawnSync(process.execPath, [BOOTSTRAP, 'test'], { env, encoding: 'utf8' });
  assert.deepEqual([status, stderr], [0, '']);
});
