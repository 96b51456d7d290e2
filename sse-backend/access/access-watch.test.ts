import assert from 'node:assert/strict';
import { renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { startApp } from '../testing/test-app.ts';
import { addToken } from '../testing/test-tokens.ts';

for (const name of ['access.sqlite', 'access.sqlite-wal', 'access.sqlite-shm']) {
  test(`when ${name} is deleted under a running server, no one gets in, and the server is not ready`, async (t) => {
    const data = tempFolder(t);
    const token = addToken(join(data, 'access.sqlite'), { name: 'ward-3' });
    const { url, logged } = await startApp(t, '--data', data);
    const headers = { Authorization: `Bearer ${token}` };
    assert.equal((await ask(`${url}/api/status`, { headers })).status, 200);
    rmSync(join(data, name));
    const notReady = await ask(`${url}/readyz`);
    assert.deepEqual(refusal(notReady), [503, 'storage-unavailable']);
    assert.match(
      notReady.text,
      new RegExp(`${name} is not the file that the server has open .* or restart the server`),
    );
    for (const [method, path] of [
      ['GET', '/api/status'],
      ['GET', '/api/audit'],
      ['GET', '/events'],
      ['POST', '/api/session'],
      ['DELETE', '/api/session'],
    ] as const) {
      const answer = await ask(url + path, { method, headers });
      assert.deepEqual(refusal(answer), [503, 'storage-unavailable'], path);
    }
    assert.equal((await ask(`${url}/healthz`)).status, 200);
    assert.equal((await ask(`${url}/metrics`, { headers })).status, 200);
    assert.match(logged.join(''), /"level":"error","message":"the file of tokens and audit fails"/);
  });
}

for (const name of ['access.sqlite', 'access.sqlite-wal']) {
  test(`when ${name} is emptied under a running server, it says so instead of writing beyond the hole`, async (t) => {
    const data = tempFolder(t);
    const token = addToken(join(data, 'access.sqlite'), { name: 'ward-3' });
    const { url, logged } = await startApp(t, '--data', data);
    const headers = { Authorization: `Bearer ${token}` };
    // Signing in is written: this makes a WAL.
    assert.equal((await ask(`${url}/api/session`, { method: 'POST', headers })).status, 200);
    truncateSync(join(data, name), 0);
    const refused = await ask(`${url}/api/session`, { method: 'POST', headers });
    assert.deepEqual(refusal(refused), [503, 'storage-unavailable']);
    assert.match(logged.join(''), /"level":"error","message":"the file of tokens and audit fails"/);
  });
}

test('the command line leaves the files of a running server in place, and files that are moved back are noticed', async (t) => {
  const data = tempFolder(t);
  const file = join(data, 'access.sqlite');
  const { url } = await startApp(t, '--data', data);
  addToken(file, { name: 'ward-3' });
  assert.equal((await ask(`${url}/readyz`)).status, 200);
  renameSync(file, `${file}-moved`);
  assert.equal((await ask(`${url}/readyz`)).status, 503);
  renameSync(`${file}-moved`, file);
  assert.equal((await ask(`${url}/readyz`)).status, 200);
});
