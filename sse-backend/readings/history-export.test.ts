import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get as openGet, type IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { AccessExpiry } from '../http/access-expiry.ts';
import { AppError } from '../app-error.ts';
import { FIELD } from '../contract/wire.ts';
import type { EventLog } from '../log/event-log.ts';
import { ask, refusal } from '../testing/ask.ts';
import { historyRoute } from './history.ts';
import { NOW, openTestLog, TestServer } from '../testing/test-server.ts';

/** How each format is asked for, and how the ids in it are found. */
const FORMATS = [
  { accept: 'text/csv', ids: (text: string) => [...text.matchAll(/^([a-z0-9]+-\d+),/gm)].map(([, id]) => id) },
  {
    accept: 'application/fhir+json',
    ids: (text: string) =>
      (JSON.parse(text) as { entry: { resource: { id: string } }[] }).entry.map(({ resource }) => resource.id),
  },
] as const;

for (const { accept, ids } of FORMATS) {
  const headers = { Accept: accept };

  test(`as ${accept} the whole range comes, whatever the limit, also where it fills its last page`, async (t) => {
    for (const count of [1, 1000, 1001, 2500]) {
      const log = await openTestLog(t);
      const { origin } = await TestServer.start(t, historyRoute(log));
      const readings = Array.from({ length: count }, (_, index) => ({
        type: 'message' as const,
        name: 'Mass Roy',
        temperature: '36.6C',
        rfid: `R${index}`,
        takenAtMs: NOW + index,
      }));
      await log.append(readings, 'each');
      assert.deepEqual(
        ids((await ask(`${origin}/?limit=10`, { headers })).text),
        Array.from({ length: count }, (_, index) => log.idOf(count - index)),
      );
    }
  });

  test(`as ${accept} HEAD is answered with headers alone`, async (t) => {
    const { origin } = await TestServer.start(t, historyRoute(await openTestLog(t)));
    const answer = await ask(origin, { method: 'HEAD', headers });
    assert.deepEqual([answer.status, answer.headers['content-type']], [200, `${accept}; charset=utf-8`]);
    assert.equal(answer.text, '');
  });

  test(`as ${accept} a log that can not be read is a problem, and within the download a cut`, async (t) => {
    const log = new EndlessLog();
    const { origin } = await TestServer.start(t, historyRoute(log));
    log.failsAfter = 0;
    assert.deepEqual(refusal(await ask(origin, { headers })), [503, 'storage-unavailable']);
    log.failsAfter = 3;
    const response = await fetch(origin, { headers });
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  });

  test(`as ${accept} no page is read for a client that does not read, and none after it has gone`, async (t) => {
    const log = new EndlessLog();
    const server = await TestServer.start(t, historyRoute(log));
    const handled = server.untilHandled();
    const request = openGet(server.origin, { headers });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.pause();
    const pagesRead = await log.untilIdle();
    assert.ok(pagesRead < 500, `${pagesRead} pages of 100 KB and more were read`);
    request.destroy();
    await handled;
    assert.ok(log.pagesRead <= pagesRead + 1, `${log.pagesRead - pagesRead} pages were read for nobody`);
  });
}

test('a download is cut when the access ends that it began with', async (t) => {
  const expiry = new AccessExpiry();
  const handle = historyRoute(new EndlessLog());
  const { origin } = await TestServer.start(t, (context) =>
    handle({ ...context, principal: { ...context.principal, expiry } }),
  );
  const response = await fetch(origin, { headers: { Accept: 'text/csv' } });
  assert.equal(response.status, 200);
  expiry.end('revoked');
  await assert.rejects(response.text());
});

/** A log that always has another page. */
class EndlessLog implements Pick<EventLog, 'history' | 'idOf'> {
  pagesRead = 0;
  failsAfter = Infinity;

  history({ limit }: { readonly limit: number }): ReturnType<EventLog['history']> {
    if (this.pagesRead >= this.failsAfter) return Promise.reject(new AppError('storage-unavailable', 'No disk.'));
    this.pagesRead += 1;
    const data =
      `{"Name":"Mass Roy","${FIELD.temperature}":"36.6C","RFID":"R1",` +
      `"TakenAt":"2026-11-20T09:15:02.114Z","Status":"normal"}`;
    return Promise.resolve(Array.from({ length: limit }, () => ({ atMs: NOW, sequence: 1, data })));
  }

  idOf(sequence: number): string {
    return `k3f9-${sequence}`;
  }

  /** Resolves with the pages read once no further one is read. */
  async untilIdle(): Promise<number> {
    let quietTurns = 0;
    for (let last = this.pagesRead; quietTurns < 200; last = this.pagesRead) {
      await new Promise((resolve) => setTimeout(resolve));
      quietTurns = this.pagesRead === last ? quietTurns + 1 : 0;
    }
    return this.pagesRead;
  }
}
