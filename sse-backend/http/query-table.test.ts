import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, refusal } from '../testing/ask.ts';
import { startApp } from '../testing/test-app.ts';

test('a query parameter that a route of the API does not have is refused by its name', async (t) => {
  const { app, url } = await startApp(t);
  for (const { path, methods } of app.routes) {
    if (!path.startsWith('/api/')) continue;
    for (const method of Object.keys(methods)) {
      const refused = await ask(`${url}${path.replace(':id', 'x')}?RFID=R1`, { method });
      assert.deepEqual(refusal(refused), [400, 'invalid-parameter'], `${method} ${path}`);
      assert.match(refused.text, /"detail":"\?RFID=/, `${method} ${path}`);
    }
  }
  const { text } = await ask(`${url}/api/readings?RFID=R1`);
  assert.match(text, /there is no such parameter here; write rfid\./);
  const hidden = await ask(`${url}/api/readings?rfid%E2%80%8B=R1`);
  assert.match(hidden.text, /"detail":"\?rfid⟨U\+200B⟩=/);
});

test('a query parameter that is in the table of a route is known to it', async (t) => {
  const { app, url } = await startApp(t);
  for (const { path, methods } of app.routes) {
    for (const [method, { query = {} }] of Object.entries(methods)) {
      for (const name of Object.keys(query)) {
        const answer = await ask(`${url}${path.replace(':id', 'x')}?${name}=`, {
          method: method === 'GET' ? 'HEAD' : method,
        });
        assert.doesNotMatch(answer.text, /there is no such parameter/, `${method} ${path} ${name}`);
      }
    }
  }
});

test('a stream ignores parameters against caches, but not one that differs from its own only in case', async (t) => {
  const { url } = await startApp(t);
  assert.equal((await ask(`${url}/events?_=123&cachebuster=x`, { method: 'HEAD' })).status, 200);
  assert.equal((await ask(`${url}/healthz?x=1`)).status, 200);
  for (const query of ['RFID=R1', 'lasteventid=1', 'Types=message']) {
    assert.deepEqual(refusal(await ask(`${url}/events?${query}`)), [400, 'invalid-parameter'], query);
  }
});
