import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AccessExpiry } from './access-expiry.ts';
import { LOCAL } from './principal.ts';
import type { RequestContext } from './request-context.ts';
import { sendDownload } from './download.ts';

test('a client that is gone before its download begins leaves nothing behind', async () => {
  const expiry = new AccessExpiry();
  const context = {
    request: { method: 'GET' },
    response: { closed: true },
    principal: { ...LOCAL, expiry },
  } as unknown as RequestContext;
  const pieces = [''].values();
  await sendDownload(context, {
    contentType: 'text/csv',
    fileName: 'a.csv',
    pieces: { next: () => Promise.resolve(pieces.next() as IteratorResult<string, void>) },
  });
  assert.equal(expiry.isWatched, false);
});
