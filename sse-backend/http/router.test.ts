import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TestServer } from '../testing/test-server.ts';
import { ask, refusal } from '../testing/ask.ts';
import { letIn } from '../testing/let-in.ts';
import { startApp } from '../testing/test-app.ts';
import type { IdHandler } from './request-context.ts';
import { refuseUnknownPath, route, type Route } from './router.ts';

test('an unknown path is not found, by any method', async (t) => {
  const { url } = await startApp(t);
  for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
    assert.deepEqual(refusal(await ask(`${url}/nothing/here?x=1`, { method })), [404, 'not-found'], method);
  }
  const { text } = await ask(`${url}/nothing/here?x=1`);
  assert.deepEqual(JSON.parse(text), {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    code: 'not-found',
    detail: 'There is nothing at "/nothing/here": see GET /events and GET /api/status.',
  });
});

test('a path known by another method says which', async (t) => {
  const { url } = await startApp(t);
  for (const [method, path, allow] of [
    ['POST', '/events', 'GET, HEAD, OPTIONS'],
    ['PUT', '/api/readings', 'GET, POST, HEAD, OPTIONS'],
    ['PATCH', '/', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/readings/latest', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/healthz', 'GET, HEAD, OPTIONS'],
  ] as const) {
    const answer = await ask(url + path, { method });
    assert.deepEqual(refusal(answer), [405, 'method-not-allowed'], `${method} ${path}`);
    assert.equal(answer.headers.allow, allow);
  }
});

test('OPTIONS says what a path allows, without a body', async (t) => {
  const { url } = await startApp(t);
  const { status, headers, text } = await ask(`${url}/api/readings`, { method: 'OPTIONS' });
  assert.deepEqual([status, headers.allow, text], [204, 'GET, POST, HEAD, OPTIONS', '']);
});

test('HEAD has the headers of GET and no body', async (t) => {
  const { url } = await startApp(t);
  for (const path of ['/healthz', '/api/readings/latest', '/']) {
    const [get, head] = await Promise.all([ask(url + path), ask(url + path, { method: 'HEAD' })]);
    assert.deepEqual([head.status, head.text, head.headers], [200, '', { ...get.headers, date: head.headers.date }]);
    assert.ok(get.text.length > 0);
  }
});

test('what stands for the :id of a path comes with the request, and a path of its own comes before', async (t) => {
  const tell =
    (name: string): IdHandler =>
    ({ response }, id) => {
      response.end(`${name} ${JSON.stringify(id)}`);
    };
  const routes = ['/things', '/things/:id', '/things/:id/parts', '/things/new'].map((path) => ({
    path,
    methods: { GET: { needs: 'nothing', handle: tell(path) } },
  }));
  const dispatch = route(routes as readonly Route[], refuseUnknownPath, letIn);
  const { origin } = await TestServer.start(t, dispatch);
  const told = async (path: string) => (await ask(origin + path)).text;
  assert.equal(await told('/things'), '/things ""');
  assert.equal(await told('/things/new'), '/things/new ""');
  assert.equal(await told('/things/a1'), '/things/:id "a1"');
  assert.equal(await told('/things/a%2Fb?x=/parts'), '/things/:id "a%2Fb"');
  assert.equal(await told('/things/a1/parts'), '/things/:id/parts "a1"');
  for (const path of ['/things/', '/things//parts', '/things/a/b', '/things/a/b/parts', '/things/parts/', '/thing/a']) {
    assert.deepEqual(refusal(await ask(origin + path)), [404, 'not-found'], path);
  }
});

test('every answer forbids guessing its type and telling others where it was asked for', async (t) => {
  const { url } = await startApp(t);
  for (const path of ['/healthz', '/nothing', '/', '/metrics']) {
    const { headers } = await ask(url + path);
    assert.deepEqual([headers['x-content-type-options'], headers['referrer-policy']], ['nosniff', 'no-referrer'], path);
  }
});
