import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { LOCAL } from '../http/principal.ts';
import type { RequestContext } from '../http/request-context.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { ImportFiles } from './import-files.ts';
import { UploadRoom } from './upload-room.ts';
import { receiveFile } from './upload.ts';

test('an upload whose client has gone before its first byte is over at once, and nothing is left of it', async (t) => {
  const folder = tempFolder(t);
  const file = await ImportFiles.open(folder).receive('import0001');
  const request = new Readable({ read: () => undefined }).destroy();
  const context = { request, principal: LOCAL } as unknown as RequestContext;
  const room = await new UploadRoom(() => Promise.resolve(Infinity)).promise(0);
  const parameters = { columns: '', columnNames: {}, formats: {}, fileName: undefined, declaredBytes: undefined };
  assert.equal(await receiveFile(context, { parameters, file, room, maxBytes: 1000 }), undefined);
  assert.deepEqual(readdirSync(folder), []);
});
