import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../app-error.ts';
import { ask, refusal } from '../testing/ask.ts';
import { startApp } from '../testing/test-app.ts';

test('a server that runs is alive and ready', async (t) => {
  const { url } = await startApp(t);
  const alive = await ask(`${url}/healthz`);
  assert.deepEqual([alive.status, alive.text], [200, '{"Status":"ok"}']);
  const ready = await ask(`${url}/readyz`);
  assert.deepEqual([ready.status, ready.text], [200, '{"Status":"ready"}']);
});

test('a server that cannot store is alive, not ready, and counts it', async (t) => {
  const { app, url } = await startApp(t);
  app.log.probe = () => Promise.reject(new AppError('no-room', 'The disk is full.'));
  assert.equal((await ask(`${url}/healthz`)).status, 200);
  assert.deepEqual(refusal(await ask(`${url}/readyz`)), [507, 'no-room']);
  assert.match((await ask(`${url}/metrics`)).text, /\nvitalwire_failures_total 1\n/);
});
