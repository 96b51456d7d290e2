import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { tempFolder } from '../testing/temp-folder.ts';
import { ImportFiles } from './import-files.ts';

const IS_WINDOWS = process.platform === 'win32';

test('a folder is made for its owner alone, where it is not there', (t) => {
  const folder = join(tempFolder(t), 'data', 'log-imports');
  ImportFiles.open(folder);
  if (!IS_WINDOWS) assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('a folder that can not be made says so, and what to do', (t) => {
  const file = join(tempFolder(t), 'file');
  writeFileSync(file, '');
  assert.throws(() => ImportFiles.open(join(file, 'imports')), {
    name: 'StartError',
    message: /can't be written to \(.+\); make it writable or give --data another directory\.$/,
  });
});

test('without a folder for temporary files there is no start, and it says what to do', { skip: IS_WINDOWS }, (t) => {
  const before = process.env['TMPDIR'] ?? '';
  process.env['TMPDIR'] = join(tempFolder(t), 'gone');
  t.after(() => (process.env['TMPDIR'] = before));
  assert.throws(() => ImportFiles.open(':memory:'), { name: 'StartError', message: /ENOENT.+ let TMPDIR name one/ });
});

test('without files the folder is a temporary one, gone when it is closed', async () => {
  const files = ImportFiles.open(':memory:');
  const file = await files.receive('import0001');
  await file.write(Buffer.from('a'));
  await file.keep();
  const folder = dirname(files.pathOf('import0001'));
  assert.deepEqual(readdirSync(folder), ['import0001.csv']);
  files.close();
  assert.equal(existsSync(folder), false);
});

test('of a file that is not wanted nothing is left, whether it has its name already or not', async (t) => {
  const folder = tempFolder(t);
  const files = ImportFiles.open(folder);
  const [part, whole] = [await files.receive('import0001'), await files.receive('import0002')];
  await whole.keep();
  await part.discard();
  await whole.discard();
  assert.deepEqual(readdirSync(folder), []);
});

test('what belongs to no import that goes on is removed, and nothing that is not ours', async (t) => {
  const folder = tempFolder(t);
  const files = ImportFiles.open(folder);
  const foreign = ['notes.csv', 'import0001.csv.bak', 'Import0003.csv'];
  for (const name of ['import0001.csv', 'import0001.csv.part', 'import0002.csv', 'import0004.csv.part', ...foreign]) {
    writeFileSync(join(folder, name), '');
  }
  await files.keepOnly(new Set(['import0001', 'import0005']));
  assert.deepEqual(readdirSync(folder).sort(), ['import0001.csv', ...foreign].sort());
  await files.remove('import0001');
  await files.remove('import0001');
  assert.deepEqual(readdirSync(folder).sort(), foreign.sort());
  files.close();
  assert.equal(readdirSync(folder).length, 3);
});

test('when the folder is deleted under a running server, an upload is refused with 503 that names it', async (t) => {
  const folder = join(tempFolder(t), 'log-imports');
  const files = ImportFiles.open(folder);
  rmSync(folder, { recursive: true });
  const gone = {
    code: 'storage-unavailable',
    message: /log-imports, can't be used \(ENOENT\); put it back or restart/,
  };
  await assert.rejects(files.freeBytes(), gone);
  await assert.rejects(files.receive('import0001'), gone);
});
