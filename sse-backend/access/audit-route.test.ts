import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { TestServer } from '../testing/test-server.ts';
import { ask, refusal, type Answer } from '../testing/ask.ts';
import { AccessStore } from './access-store.ts';
import type { AuditEntry } from './audit-entry.ts';
import { auditRoute } from './audit-route.ts';

const FIRST_MS = Date.parse('2026-11-20T09:15:00.000Z');

interface Started {
  readonly get: (query: string, headers?: Record<string, string>) => Promise<Answer>;
  /** The subjects that a query gives. */
  readonly subjects: (query: string) => Promise<string[]>;
  readonly next: (query: string) => Promise<string | undefined>;
}

/** A server whose audit has these entries, a second apart. */
async function start(t: TestContext, entries: readonly Partial<AuditEntry>[]): Promise<Started> {
  let now = FIRST_MS;
  const store = AccessStore.open(':memory:', { now: () => now });
  t.after(() => store.close());
  for (const entry of entries) {
    await store.audit.record({ who: 'ward', action: 'acknowledge', subject: 'k3f9-1', from: '10.0.0.7', ...entry });
    now += 1000;
  }
  const { origin } = await TestServer.start(
    t,
    auditRoute({ auditPage: (asked) => store.auditPage(asked), update: () => Promise.resolve() }),
  );
  const get = (query: string, headers = {}) => ask(`${origin}/${query}`, { headers });
  const body = async (query: string) =>
    JSON.parse((await get(query)).text) as { Entries: { Subject: string }[]; Next?: string };
  return {
    get,
    subjects: async (query) => (await body(query)).Entries.map(({ Subject }) => Subject),
    next: async (query) => (await body(query)).Next,
  };
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => ({ subject: String(index) }));

test('entries come newest first, also those of a moment ago', async (t) => {
  const { get } = await start(t, [{}, { who: 'Ann', action: 'sign-in', subject: 'token', from: '::1' }]);
  const { status, headers, text } = await get('');
  assert.deepEqual([status, headers['content-type']], [200, 'application/json; charset=utf-8']);
  assert.equal(
    text,
    '{"Entries":[' +
      '{"At":"2026-11-20T09:15:01.000Z","Who":"Ann","Action":"sign-in","Subject":"token","From":"::1"},' +
      '{"At":"2026-11-20T09:15:00.000Z","Who":"ward","Action":"acknowledge","Subject":"k3f9-1","From":"10.0.0.7"}]}',
  );
});

test('a long audit is read page by page, whole and each entry once', async (t) => {
  const { subjects, next } = await start(t, numbered(7));
  const seen: string[] = [];
  let query = '?limit=3';
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    seen.push(...(await subjects(query)));
    cursor = await next(query);
    query = `?limit=3&before=${cursor ?? ''}`;
  }
  assert.deepEqual(seen, ['6', '5', '4', '3', '2', '1', '0']);
});

test('time, person and action narrow it, and each other', async (t) => {
  const { subjects } = await start(t, [
    { subject: '0' },
    { subject: '1', who: 'Ann' },
    { subject: '2', action: 'sign-out' },
    { subject: '3', who: 'Ann', action: 'sign-out' },
  ]);
  assert.deepEqual(await subjects('?who=Ann'), ['3', '1']);
  assert.deepEqual(await subjects('?action=sign-out'), ['3', '2']);
  assert.deepEqual(await subjects('?who=Ann&action=sign-out'), ['3']);
  assert.deepEqual(await subjects('?from=2026-11-20T09:15:01Z&to=2026-11-20T09:15:03Z'), ['2', '1']);
  assert.deepEqual(await subjects('?who=nobody'), []);
});

test('what can not be asked is refused', async (t) => {
  const { get } = await start(t, []);
  for (const query of ['?action=look', '?who=a&who=b', '?limit=0', '?before=x', '?from=yesterday']) {
    assert.deepEqual(refusal(await get(query)), [400, 'invalid-parameter'], query);
  }
  assert.deepEqual(refusal(await get('', { Accept: 'image/png' })), [406, 'not-acceptable']);
});

test('as CSV all of it comes, whatever the limit, and harmless for spreadsheets', async (t) => {
  const { get } = await start(t, [...numbered(1001), { who: '=1+1', subject: 'a,b' }]);
  const { headers, text } = await get('?limit=1', { Accept: 'text/csv' });
  assert.deepEqual(
    [headers['content-type'], headers['content-disposition']],
    ['text/csv; charset=utf-8', 'attachment; filename="audit.csv"'],
  );
  const lines = text.split('\r\n');
  assert.deepEqual(lines.slice(0, 3), [
    '\ufeffAt,Who,Action,Subject,From',
    `2026-11-20T09:31:41.000Z,'=1+1,acknowledge,"a,b",10.0.0.7`,
    '2026-11-20T09:31:40.000Z,ward,acknowledge,1000,10.0.0.7',
  ]);
  assert.equal(lines.length, 1 + 1002 + 1);
});
