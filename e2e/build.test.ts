import assert from 'node:assert/strict';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isUpToDate } from '../scripts/build.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';

test('a build is out of date when a source is newer, or was added or deleted', (t) => {
  const folder = tempFolder(t);
  const source = join(folder, 'src');
  const asset = join(source, 'icon.svg');
  const built = join(folder, 'index.html');
  mkdirSync(source);
  writeFileSync(asset, '');
  assert.equal(isUpToDate(built, [source]), false);
  writeFileSync(built, '');
  const setTimes = (builtAt: number): void => {
    for (const path of [asset, source]) utimesSync(path, 1_000, 1_000);
    utimesSync(built, builtAt, builtAt);
  };
  setTimes(1_001);
  assert.equal(isUpToDate(built, [source]), true);
  setTimes(999);
  assert.equal(isUpToDate(built, [source]), false);
  setTimes(1_001);
  rmSync(asset);
  assert.equal(isUpToDate(built, [source]), false);
});
