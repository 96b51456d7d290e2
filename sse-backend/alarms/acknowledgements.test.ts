import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { EventLog } from '../log/event-log.ts';
import { NOW, openTestLog, TestServer, type Answer } from '../testing/test-server.ts';
import { ask, refusal } from '../testing/ask.ts';
import { auditIn } from '../testing/logged-audit.ts';
import { StreamClient } from '../testing/stream-client.ts';
import { startApp } from '../testing/test-app.ts';
import { reading } from '../testing/test-log.ts';
import { acknowledgementsRoute } from './acknowledgements.ts';

const MAX_BODY = 4096;

interface Started {
  readonly log: EventLog;
  readonly server: TestServer;
  readonly alarm: string;
}

/** A server whose log has one alarm, at 1. */
async function start(t: TestContext): Promise<Started> {
  const log = await openTestLog(t);
  await log.append([reading({ temperature: '39.0C', takenAtMs: NOW })], 'each');
  const server = await TestServer.start(t, acknowledgementsRoute({ log, maxBodyBytes: MAX_BODY }));
  return { log, server, alarm: log.idOf(1) };
}

async function codeOf(answer: Promise<Answer>): Promise<[number, unknown]> {
  const { status, body } = await answer;
  return [status, body['code']];
}

const JSON_BODY = { 'Content-Type': 'application/json' };

test('an acknowledgement is answered with itself and its id, again with the first one, whatever the note', async (t) => {
  const { log, server, alarm } = await start(t);
  const post = (note: string) =>
    ask(server.origin, { method: 'POST', headers: JSON_BODY, body: JSON.stringify({ Alarm: alarm, Note: note }) });
  const first = await post('called\r\n"at once"');
  const text =
    `{"Id":"${log.idOf(2)}","Alarm":"${alarm}","RFID":"R546546","By":"local",` +
    '"Note":"called\\n\\"at once\\"","At":"2026-11-20T09:15:10.000Z"}';
  assert.deepEqual(
    [first.status, first.headers['content-type'], first.text],
    [201, 'application/json; charset=utf-8', text],
  );
  const again = await post('something else');
  assert.deepEqual([again.status, again.text], [200, text]);
  assert.equal(log.head, 2);
});

test('of two at once one is answered 201 and the other 200, with the same acknowledgement', async (t) => {
  const { log, server, alarm } = await start(t);
  const body = JSON.stringify({ Alarm: alarm });
  const answers = await Promise.all([server.post(body), server.post(body)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 201]);
  assert.deepEqual(answers[0].body, answers[1].body);
  assert.equal(log.head, 2);
});

test('who acknowledges first is in the audit, and nobody else', async (t) => {
  const { log, server, alarm } = await start(t);
  const body = JSON.stringify({ Alarm: alarm });
  await Promise.all([server.post(body), server.post(body), server.post(JSON.stringify({ Alarm: 'other9-1' }))]);
  assert.deepEqual(await auditIn(log), [{ who: 'local', action: 'acknowledge', subject: alarm, from: '127.0.0.1' }]);
});

test('an alarm that is not there, in whatever way, is refused with 404', async (t) => {
  const { log, server } = await start(t);
  await log.append([reading({ rfid: 'R2' })], 'each');
  for (const id of [log.idOf(2), log.idOf(99), 'other9-1', '1', '', '__proto__', 'x'.repeat(2000)]) {
    assert.deepEqual(await codeOf(server.post(JSON.stringify({ Alarm: id }))), [404, 'not-found'], id);
  }
  assert.equal(
    (await server.post('{"Alarm":"other9-1"}')).body['detail'],
    'Alarm "other9-1" can\'t be acknowledged: there is none with this id, or it is no longer kept; see GET /api/alarms.',
  );
  assert.equal(log.head, 2);
});

test('a refusal lists every wrong field', async (t) => {
  const { log, server } = await start(t);
  const unknown = 'is not a field of an acknowledgement; leave it out, or use one of Alarm, Note';
  assert.deepEqual(await server.post('{"Alarm":17,"Note":null,"By":"Ann"}'), {
    status: 422,
    body: {
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'invalid-acknowledgement',
      detail:
        'Alarm 17 is not text; write the Alarm of a reading or of GET /api/alarms, e.g. "k3f9-1042". ' +
        'Nothing was stored; "errors" lists what is wrong.',
      errors: [
        {
          index: 0,
          field: 'Alarm',
          value: 17,
          reason: 'is not text; write the Alarm of a reading or of GET /api/alarms, e.g. "k3f9-1042"',
        },
        { index: 0, field: 'Note', value: null, reason: 'is not text; write what was noted, or leave it out' },
        { index: 0, field: 'By', value: 'Ann', reason: unknown },
      ],
    },
  });
  assert.equal(log.head, 1);
});

test('a body with thousands of unknown fields is answered with 100 errors', async (t) => {
  const { server } = await start(t);
  const fields = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}`, 1]));
  const { status, body } = await server.post(JSON.stringify(fields));
  assert.deepEqual([status, (body['errors'] as unknown[]).length], [422, 100]);
});

test('only one JSON object in UTF-8, sent as it is and not too long, is taken', async (t) => {
  const { log, server, alarm } = await start(t);
  const text = JSON.stringify({ Alarm: alarm });
  for (const body of [`[${text}]`, '17', 'null', '"text"', '{}']) {
    assert.deepEqual(await codeOf(server.post(body)), [422, 'invalid-acknowledgement'], body);
  }
  assert.deepEqual(await codeOf(server.post('{"Alarm":')), [400, 'invalid-json']);
  assert.deepEqual(await codeOf(server.post(new Uint8Array([0x22, 0xff, 0x22]))), [400, 'invalid-json']);
  const tooLong = await server.post(text.padEnd(MAX_BODY + 1));
  assert.equal(tooLong.status, 413);
  assert.equal(
    tooLong.body['detail'],
    'The body has 4097 bytes, more than the 4096 that are taken at once; send one acknowledgement with a shorter note.',
  );
  for (const type of ['application/x-ndjson', 'application/x-www-form-urlencoded', 'application/json;charset=latin1']) {
    assert.deepEqual(await codeOf(server.post(text, type)), [415, 'unsupported-media-type'], type);
  }
  const compressed = server.post(text, 'application/json', { 'Content-Encoding': 'gzip' });
  assert.deepEqual(await codeOf(compressed), [415, 'unsupported-media-type']);
  assert.equal(log.head, 1);
});

test('an acknowledgement is streamed to the byte as it was answered, and counts in the status and the metrics', async (t) => {
  const { app, url } = await startApp(t);
  const { log } = app;
  await log.append([reading({ temperature: '39.0C' })], 'each');
  const live = await StreamClient.open(`${url}/events`);
  t.after(() => live.cut());
  await live.until(({ events }) => events.length === 1);
  const body = JSON.stringify({ Alarm: log.idOf(1), Note: 'größer: "39 °C"\n😀' });
  const { status, text } = await ask(`${url}/api/acknowledgements`, { method: 'POST', headers: JSON_BODY, body });
  assert.equal(status, 201);
  const { At } = JSON.parse(text) as { At: string };
  const data = `{"Alarm":"${log.idOf(1)}","RFID":"R546546","By":"local","Note":"größer: \\"39 °C\\"\\n😀","At":"${At}"}`;
  assert.equal(text, `{"Id":"${log.idOf(2)}",${data.slice(1)}`);
  const frame = `id: ${log.idOf(2)}\nevent: acknowledgement\ndata: ${data}\n\n`;
  await live.until(({ events }) => events.length === 2);
  assert.ok(live.text.endsWith(frame), live.text);
  const reported = JSON.parse((await ask(`${url}/api/status`)).text) as { Position: string };
  assert.equal(reported.Position, log.idOf(2));
  assert.match((await ask(`${url}/metrics`)).text, /^vitalwire_stored_events_total 2$/m);
});

test('a replay has the acknowledgement in its place, and filters by tag, type and number let it through or not', async (t) => {
  const { app, url } = await startApp(t);
  const { log } = app;
  await log.append([reading({ rfid: 'R1', temperature: '39.0C' }), reading({ rfid: 'R2' })], 'each');
  await log.acknowledge({ alarm: log.idOf(1), by: 'local', note: '' });
  await log.append([reading({ rfid: 'R2' })], 'each');
  const eventsOf = async (query: string) => {
    const client = await StreamClient.open(`${url}/events?${query}`);
    await client.until((all) => all.of('heartbeat').some(({ data }) => data.includes('"Behind":0')));
    client.cut();
    return client.events.flatMap(({ event, id }) => (event === 'heartbeat' ? [] : `${event} ${id?.split('-')[1]}`));
  };
  const all = ['message 1', 'message 2', 'acknowledgement 3', 'message 4'];
  assert.deepEqual(await eventsOf('lastEventId=0'), all);
  assert.deepEqual(await eventsOf('last=4'), all);
  assert.deepEqual(await eventsOf('last=2'), all.slice(2));
  assert.deepEqual(await eventsOf('lastEventId=0&rfid=R1'), ['message 1', 'acknowledgement 3']);
  assert.deepEqual(await eventsOf('lastEventId=0&rfid=R2'), ['message 2', 'message 4']);
  assert.deepEqual(await eventsOf('lastEventId=0&types=acknowledgement'), ['acknowledgement 3']);
  assert.deepEqual(await eventsOf('last=1&types=acknowledgement'), ['acknowledgement 3']);
  assert.deepEqual(await eventsOf('last=1&types=acknowledgement&rfid=R2'), []);
  assert.deepEqual(await eventsOf('last=9&types=message'), ['message 1', 'message 2', 'message 4']);
});

test('a page of another origin can not acknowledge; one that is allowed can', async (t) => {
  const { app, url } = await startApp(t, '--allow-origin', 'https://ward.example');
  await app.log.append([reading({ temperature: '39.0C' })], 'each');
  const body = JSON.stringify({ Alarm: app.log.idOf(1) });
  const post = (Origin: string) =>
    ask(`${url}/api/acknowledgements`, { method: 'POST', headers: { ...JSON_BODY, Origin }, body });
  assert.deepEqual(refusal(await post('https://evil.example')), [403, 'foreign-origin']);
  const allowed = await post('https://ward.example');
  assert.deepEqual([allowed.status, allowed.headers['access-control-allow-origin']], [201, 'https://ward.example']);
});

test('alarms are only asked for, and acknowledgements only posted', async (t) => {
  const { url } = await startApp(t);
  const posted = await ask(`${url}/api/alarms`, { method: 'POST', headers: JSON_BODY, body: '{}' });
  assert.deepEqual([...refusal(posted), posted.headers.allow], [405, 'method-not-allowed', 'GET, HEAD, OPTIONS']);
  const asked = await ask(`${url}/api/acknowledgements`);
  assert.deepEqual([...refusal(asked), asked.headers.allow], [405, 'method-not-allowed', 'POST, OPTIONS']);
});
