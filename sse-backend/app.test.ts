import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StatusReport } from './contract/status-report.ts';
import { ask } from './testing/ask.ts';
import { RawConnection } from './testing/raw-connection.ts';
import { StreamClient } from './testing/stream-client.ts';
import { tempFolder } from './testing/temp-folder.ts';
import { startApp } from './testing/test-app.ts';
import { reading } from './testing/test-log.ts';
import { VERSION } from './version.ts';

const READING = { Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546', TakenAt: '2026-11-20T09:15:02.114Z' };

test('a reading that is posted is in the stream, in the log and latest, under one id', async (t) => {
  const { app, url } = await startApp(t);
  const client = await StreamClient.open(`${url}/events`);
  t.after(() => client.cut());
  await client.until(({ events }) => events.length === 1);
  const headers = { 'Content-Type': 'application/json' };
  const posted = await ask(`${url}/api/readings`, { method: 'POST', headers, body: JSON.stringify(READING) });
  const id = `${app.log.epoch}-1`;
  assert.deepEqual([posted.status, posted.text], [201, `{"Ids":["${id}"]}`]);
  await client.until(({ events }) => events.length === 2);
  const stored = { ...READING, Status: 'fever', Alarm: id };
  assert.deepEqual(client.events[1], { id, event: 'message', data: JSON.stringify(stored) });
  const latest = await ask(`${url}/api/readings/latest`);
  assert.equal(latest.text, JSON.stringify({ Readings: [{ Id: id, ...stored }], Position: id }));
});

test('the audit says who acknowledged, and what was stored when the server has stopped', async (t) => {
  const data = tempFolder(t);
  const { app, url } = await startApp(t, '--data', data);
  const post = (path: string, body: unknown) =>
    ask(url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  await post('/api/readings', [READING, { ...READING, RFID: 'R2' }]);
  const acknowledged = await post('/api/acknowledgements', { Alarm: app.log.idOf(1) });
  assert.equal((JSON.parse(acknowledged.text) as { readonly By: string }).By, 'local');
  const { text } = await ask(`${url}/api/audit`);
  assert.match(text, /^\{"Entries":\[\{"At":"[^"]+","Who":"local","Action":"acknowledge","Subject":"[a-z0-9]{6}-1",/);
  await app.close();
  const { url: again } = await startApp(t, '--data', data);
  const later = await ask(`${again}/api/audit?action=store-readings`);
  assert.match(later.text, /^\{"Entries":\[\{"At":"[^"]+","Who":"local","Action":"store-readings","Subject":"2",/);
});

test('the clock is at /stream and at /sse, and counts as a stream', async (t) => {
  const { url } = await startApp(t, '--max-streams', '2');
  for (const path of ['/stream', '/sse']) {
    const client = await StreamClient.open(url + path);
    t.after(() => client.cut());
    await client.until(({ events }) => events.length === 1);
    assert.match(client.text, /^retry: [1-4]\d{3}\ndata: \{"message":"Server Time: \d{1,2}:\d\d:\d\d [AP]M"\}\n\n$/);
  }
  assert.equal((await ask(`${url}/events`)).status, 503);
});

test('connections that would be kept for more are closed, so that nothing is waited for', async (t) => {
  const { app, port } = await startApp(t);
  const connection = await RawConnection.openFor(t, port);
  connection.request('GET /healthz HTTP/1.1').request('GET /events HTTP/1.1').read();
  await connection.until((text) => text.includes('heartbeat'));
  // The time never comes after which connections are cut.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const closed = app.close();
  assert.match(await connection.toEnd(), /\n\n\r\n0\r\n\r\n$/);
  await closed;
});

test('the status tells what server this is and what is in force', async (t) => {
  const { app, url } = await startApp(
    t,
    ...['--demo', '--demo-interval', '1h', '--retain', '1d', '--retain-events', '2', '--fever', '100.4F:37.5C'],
    ...['--alarm-hold', '30s', '--stale-after', '90s'],
  );
  const client = await StreamClient.open(`${url}/events?last=1`);
  t.after(() => client.cut());
  await client.until((each) => each.of('message').length === 1);
  await app.log.append([reading(), reading(), reading()], 'each');
  const before = Date.now();
  const { text, headers } = await ask(`${url}/api/status`);
  const { At, ...status } = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual(status, {
    Demo: true,
    Version: VERSION,
    Epoch: app.log.epoch,
    Position: `${app.log.epoch}-4`,
    OldestKept: `${app.log.epoch}-2`,
    Fever: { On: 38, Off: 37.5 },
    Hypothermia: { On: 35, Off: 35.2 },
    AlarmHold: 30,
    AlarmReminder: 180,
    StaleAfter: 90,
    Heartbeat: 15,
    Retain: 86_400,
    RetainEvents: 2,
  });
  const at = Date.parse(String(At));
  assert.ok(at >= before && at <= Date.now());
  assert.equal(headers['cache-control'], 'no-store');
});

test('the status says how many devices disagree with the clock', async (t) => {
  const { url } = await startApp(t);
  const TakenAt = new Date(Date.now() + 600_000).toISOString();
  const sent = ['R1', 'R2', 'R3'].map((RFID) => ({ Name: 'Ada', Temparature: '36.6C', RFID, TakenAt }));
  const headers = { 'Content-Type': 'application/json' };
  await ask(`${url}/api/readings`, { method: 'POST', headers, body: JSON.stringify(sent) });
  const { ClockWarnings } = JSON.parse((await ask(`${url}/api/status`)).text) as StatusReport;
  assert.deepEqual(ClockWarnings, [{ Kind: 'devices-ahead', Devices: 3 }]);
});

test('without an app a small page of its own shows the readings, and nothing in it can be made to run', async (t) => {
  const { url } = await startApp(t);
  const { status, headers, text } = await ask(`${url}/`);
  assert.deepEqual([status, headers['content-type']], [200, 'text/html; charset=utf-8']);
  assert.match(text, /new EventSource\(/);
  const policy = headers['content-security-policy'];
  assert.match(
    String(policy),
    /^default-src 'none'; connect-src 'self'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; /,
  );
  assert.doesNotMatch(String(policy), /unsafe/);
});

test('what a log cannot give any more is cut and logged, and the server goes on', async (t) => {
  const { app, url, logged } = await startApp(t);
  app.log.beforeNewest = () => Promise.reject(new Error('the disk is gone'));
  const client = await StreamClient.open(`${url}/events?last=1`);
  assert.equal(await client.closed, 'cut');
  assert.match(
    logged.join(''),
    /"message":"a request failed","method":"GET","path":"\/events","error":"Error: the disk is gone/,
  );
  assert.equal((await ask(`${url}/healthz`)).status, 200);
});
