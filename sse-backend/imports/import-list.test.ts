import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportState } from '../contract/import.ts';
import { ask, refusal } from '../testing/ask.ts';
import { ImportServer, refusedRow } from '../testing/import-server.ts';

interface Page {
  readonly Imports: readonly ImportState[];
  readonly Next?: string;
}

async function page({ url }: ImportServer, query = ''): Promise<Page> {
  return JSON.parse((await ask(`${url}/api/imports${query}`)).text) as Page;
}

async function state({ url }: ImportServer, id: string): Promise<ImportState> {
  return JSON.parse((await ask(`${url}/api/imports/${id}`)).text) as ImportState;
}

test('imports are listed newest first, page by page, each as it is told on its own', async (t) => {
  const server = await ImportServer.startFor(t);
  assert.deepEqual(await page(server), { Imports: [] });
  const ids = ['import0001', 'import0002', 'import0003'];
  for (const id of ids) await server.create({ id });
  const first = await page(server, '?limit=2');
  assert.deepEqual(first.Imports, [await state(server, 'import0003'), await state(server, 'import0002')]);
  const second = await page(server, `?limit=2&before=${first.Next ?? ''}`);
  assert.deepEqual([second.Imports.map(({ Id }) => Id), second.Next], [['import0001'], undefined]);
  const before = await page(server, '?to=2026-11-20T09:15:10Z');
  assert.deepEqual(before, { Imports: [] });
  assert.deepEqual(refusal(await ask(`${server.url}/api/imports?limit=0`)), [400, 'invalid-parameter']);
});

test('an import tells how far it is, and then how it ended', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create({ fileName: undefined });
  const AT = '2026-11-20T09:15:10.000Z';
  const none = { Rows: 0, Accepted: 0, Duplicates: 0, Rejected: 0, Bytes: 0, TotalBytes: 1000, Percent: 0 };
  const created = { Id: id, By: 'Ann', CreatedAt: AT };
  assert.deepEqual(await state(server, id), { ...created, Phase: 'queued', ...none });
  await server.book.begin(id);
  await server.store(id, [refusedRow(2, 'a'), refusedRow(3, 'b')]);
  const some = { ...none, Rows: 2, Rejected: 2, Bytes: 2, Percent: 0.2 };
  assert.deepEqual(await state(server, id), { ...created, StartedAt: AT, Phase: 'processing', ...some });
  const Reason = 'Line 4: a quote is opened here and never closed.';
  await server.book.end(id, { outcome: 'failed', reason: Reason });
  const ended = { ...created, StartedAt: AT, EndedAt: AT, Phase: 'done', ...some, Outcome: 'failed', Reason };
  assert.deepEqual(await state(server, id), ended);
});

test('while an import does not move, its state and the list say why', async (t) => {
  const Problem = 'The disk is full; free some room.';
  const server = await ImportServer.startFor(t, {
    queue: {
      wake: () => undefined,
      cancel: () => Promise.resolve('unknown'),
      problemOf: (id) => (id === 'import0002' ? Problem : undefined),
      onProblem: () => () => undefined,
    },
  });
  for (const id of ['import0001', 'import0002']) await server.create({ id });
  const { Imports } = await page(server);
  assert.deepEqual(
    Imports.map((each) => each.Problem),
    [Problem, undefined],
  );
  assert.deepEqual(
    [(await state(server, 'import0002')).Problem, (await state(server, 'import0001')).Problem],
    [Problem, undefined],
  );
});

test('an import is cancelled once, by somebody', async (t) => {
  const server = await ImportServer.startFor(t);
  const id = await server.create();
  const cancel = (which: string) => ask(`${server.url}/api/imports/${which}`, { method: 'DELETE' });
  const cancelled = await cancel(id);
  assert.deepEqual([cancelled.status, cancelled.text], [204, '']);
  assert.equal((await state(server, id)).Outcome, 'cancelled');
  assert.deepEqual(refusal(await cancel(id)), [409, 'import-over']);
  assert.deepEqual(refusal(await cancel('import0009')), [404, 'not-found']);
  assert.deepEqual(await server.audit(), [{ who: 'local', action: 'cancel-import', subject: id, from: '127.0.0.1' }]);
});

test('an import that nobody knows is not found', async (t) => {
  const server = await ImportServer.startFor(t);
  for (const id of ['import0009', '..%2F..%2Flog', '%00', "'", 'x'.repeat(4000)]) {
    const answer = await ask(`${server.url}/api/imports/${id}`);
    assert.deepEqual(refusal(answer), [404, 'not-found'], id);
    assert.ok(answer.text.length < 500);
  }
});
