import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { MOST_AT_ONCE } from '../log/pending-audit-entries.ts';
import { ask, refusal } from '../testing/ask.ts';
import { bearer } from '../testing/closed-app.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { addToken } from '../testing/test-tokens.ts';

test('while ten thousand audit entries wait, acknowledging is refused but readings are stored, until entries are copied', async (t) => {
  const data = tempFolder(t);
  const accessFile = join(data, 'access.sqlite');
  const token = addToken(accessFile, { scopes: ['operate', 'write'] });
  const { url, logged } = await startApp(t, '--data', data);
  const headers = { ...bearer(token), 'Content-Type': 'application/json' };
  const post = (path: string, body: unknown) =>
    ask(url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  const acknowledge = () => post('/api/acknowledgements', { Alarm: 'k3f9-1' });
  // The route copies what waits before it answers.
  const copy = () => ask(`${url}/api/audit?limit=1`, { headers });

  const access = new DatabaseSync(accessFile);
  t.after(() => access.close());
  access.exec('BEGIN IMMEDIATE');
  addWaiting(data, MOST_AT_ONCE - 1);
  await copy();
  assert.match((await ask(`${url}/readyz`)).text, /"Warnings":\["Audit entries can't be copied .* none is lost\."/);
  assert.equal((await acknowledge()).status, 404);

  addWaiting(data, 1);
  await copy();
  assert.deepEqual(refusal(await acknowledge()), [503, 'storage-unavailable']);
  assert.deepEqual(refusal(await post('/api/imports', '')), [503, 'storage-unavailable']);
  assert.equal((await post('/api/readings', { Name: 'Ann', Temperature: '36.6C', RFID: 'R1' })).status, 201);
  assert.match((await ask(`${url}/readyz`)).text, /acknowledgements and imports are refused/);
  const reported = logged
    .filter((line) => line.includes('"message":"audit entries wait'))
    .map((line) => JSON.parse(line) as object);
  assert.deepEqual(
    reported.map((line) => 'outlook' in line && line.outlook),
    ['waiting', 'refusing'],
  );

  access.exec('ROLLBACK');
  assert.equal((await copy()).status, 200);
  assert.equal((await acknowledge()).status, 404);
  assert.equal((await ask(`${url}/readyz`)).text, '{"Status":"ready"}');
});

/** Adds entries to the log's outbox, as changes do. */
function addWaiting(data: string, count: number): void {
  const log = new DatabaseSync(join(data, 'log.sqlite'), { timeout: 5000 });
  log
    .prepare(
      `INSERT INTO audit_outbox (opened_at, at, who, action, subject, origin, is_open)
       WITH RECURSIVE entry (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM entry WHERE n < ?)
       SELECT 0, 0, 'ward', 'acknowledge', 'k3f9-1', '10.0.0.7', 0 FROM entry`,
    )
    .run(count);
  log.close();
}
