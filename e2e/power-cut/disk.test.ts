import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { tempFolder } from '../../sse-backend/testing/temp-folder.ts';
import { SeededRandom } from '../seeded-random.ts';
import { Disk, type Fates } from './disk.ts';
import type { Operation } from './operations.ts';

const operation = (kind: Operation['kind'], path: string, at = 0, data = ''): Operation => ({
  kind,
  path,
  at,
  data: Buffer.from(data),
});

const NEW_FILE = [operation('create', '/data/a'), operation('write', '/data/a', 0, 'synced')];

function syncOf(path: string, number: number): Operation[] {
  return [operation('sync-begin', path, number), operation('sync-end', path, number)];
}

/** The content of each of some files after a power cut; `undefined` for one that isn't there. */
function imageOf(t: TestContext, operations: readonly Operation[], fates: Fates, ...names: string[]) {
  const disk = new Disk('/data');
  for (const each of operations) disk.apply(each);
  const folder = tempFolder(t);
  disk.writeImage(folder, fates, new SeededRandom(1));
  return names.map((name) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined));
}

test('a write that no sync covers may be lost, whole or in part', (t) => {
  const operations = [...NEW_FILE, ...syncOf('/data/a', 1), operation('write', '/data/a', 6, ' 1234')];
  assert.deepEqual(imageOf(t, operations, 'kept', 'a'), ['synced 1234']);
  assert.deepEqual(imageOf(t, operations, 'dropped', 'a'), ['synced']);
  assert.deepEqual(imageOf(t, operations, 'halved', 'a'), ['synced 1']);
});

test('a torn write keeps some of its sectors of 512 bytes', (t) => {
  const operations = [
    operation('create', '/data/a'),
    operation('truncate', '/data/a', 8192),
    ...syncOf('/data/a', 1),
    operation('write', '/data/a', 256, 'x'.repeat(7000)),
  ];
  const [content = ''] = imageOf(t, operations, 'torn', 'a');
  const sectors = Array.from({ length: 16 }, (_, index) => content.slice(index * 512, index * 512 + 512));
  const kinds = new Set(sectors.slice(1, 14).map((sector) => [...new Set(sector)].join()));
  assert.deepEqual(kinds, new Set(['\0', 'x']));
});

test('a sync covers what was written before it began, and only when it has ended', (t) => {
  const begun = [...NEW_FILE, operation('sync-begin', '/data/a', 1), operation('write', '/data/a', 6, ' later')];
  assert.deepEqual(imageOf(t, begun, 'dropped', 'a'), [undefined]);
  const ended = [...begun, operation('sync-end', '/data/a', 1)];
  assert.deepEqual(imageOf(t, ended, 'dropped', 'a'), ['synced']);
  assert.deepEqual(imageOf(t, ended, 'kept', 'a'), ['synced later']);
});

test('the sync of one file does not make the writes of another durable', (t) => {
  const other = [operation('create', '/data/b'), operation('write', '/data/b', 0, 'b')];
  const operations = [...NEW_FILE, ...other, ...syncOf('/data/b', 1)];
  assert.deepEqual(imageOf(t, operations, 'dropped', 'a', 'b'), ['', 'b']);
});

test('a new name is durable with the sync of its folder', (t) => {
  const renamed = [...NEW_FILE, ...syncOf('/data/a', 1), operation('rename', '/data/a', 0, '/data/b')];
  assert.deepEqual(imageOf(t, renamed, 'dropped', 'a', 'b'), ['synced', undefined]);
  assert.deepEqual(imageOf(t, [...renamed, ...syncOf('/data', 2)], 'dropped', 'a', 'b'), [undefined, 'synced']);
  const removed = [...NEW_FILE, ...syncOf('/data/a', 1), operation('unlink', '/data/a')];
  assert.deepEqual(imageOf(t, removed, 'dropped', 'a'), ['synced']);
  assert.deepEqual(imageOf(t, removed, 'kept', 'a'), [undefined]);
});
