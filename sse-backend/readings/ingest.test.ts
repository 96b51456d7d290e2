import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as openRequest } from 'node:http';
import { test, type TestContext } from 'node:test';
import { FIELD } from '../contract/wire.ts';
import { Turns } from '../http/turns.ts';
import type { EventLog } from '../log/event-log.ts';
import { countPasses } from '../testing/count-passes.ts';
import { auditIn } from '../testing/logged-audit.ts';
import { ingestRoute } from './ingest.ts';
import { parseItems } from './json-body.ts';
import { NOW, openTestLog, rightClocks, TestServer, type Answer } from '../testing/test-server.ts';

const MAX_BODY = 64 * 1024;

interface Started {
  readonly log: EventLog;
  readonly server: TestServer;
}

async function start(t: TestContext): Promise<Started> {
  const log = await openTestLog(t);
  const options = { log, maxBodyBytes: MAX_BODY, now: () => NOW, clocks: rightClocks() };
  const server = await TestServer.start(t, ingestRoute(options));
  return { log, server };
}

function reading(rfid: string, temperature = '36.6C', second = 2): Record<string, string> {
  return {
    Name: 'Mass Roy',
    [FIELD.temperature]: temperature,
    RFID: rfid,
    TakenAt: `2026-11-20T09:15:0${second}.000Z`,
  };
}

function ids(log: EventLog, ...sequences: number[]): Answer {
  return { status: 201, body: { Ids: sequences.map((sequence) => log.idOf(sequence)) } };
}

async function codeOf(answer: Promise<Answer>): Promise<[number, unknown]> {
  const { status, body } = await answer;
  return [status, body['code']];
}

test('a reading is answered with its id once it is stored', async (t) => {
  const { log, server } = await start(t);
  assert.deepEqual(await server.post(JSON.stringify(reading('R546546', '102.5F'))), ids(log, 1));
  assert.deepEqual((await log.latest()).readings, [
    `{"Id":"${log.idOf(1)}","Name":"Mass Roy","${FIELD.temperature}":"102.5F","RFID":"R546546",` +
      `"TakenAt":"2026-11-20T09:15:02.000Z","Status":"fever","Alarm":"${log.idOf(1)}"}`,
  ]);
});

test('an array is answered with ids in its order, and a repeated reading with its first id', async (t) => {
  const { log, server } = await start(t);
  assert.deepEqual(await server.post(JSON.stringify([reading('A'), reading('B'), reading('A')])), ids(log, 1, 2, 1));
  assert.deepEqual(await server.post(JSON.stringify([reading('C'), reading('B')])), ids(log, 3, 2));
  assert.equal(log.head, 3);
});

test('a name sent again in another normal form is a repeat, and is stored in NFC', async (t) => {
  const { log, server } = await start(t);
  assert.deepEqual(await server.post(JSON.stringify({ ...reading('A'), Name: 'Zoe\u0308' })), ids(log, 1));
  assert.deepEqual(await server.post(JSON.stringify({ ...reading('A'), Name: 'Zo\u00eb' })), ids(log, 1));
  assert.deepEqual(await server.post(JSON.stringify({ ...reading('A'), Name: 'Zoe\u0308' })), ids(log, 1));
  assert.match((await log.latest()).readings.join(), /"Name":"Zo\u00eb"/);
});

test('a reading without a time is never a repeat', async (t) => {
  const { log, server } = await start(t);
  const { TakenAt: _, ...timeless } = reading('A');
  assert.deepEqual(await server.post(JSON.stringify([timeless, timeless])), ids(log, 1, 2));
  assert.deepEqual(await server.post(JSON.stringify(timeless)), ids(log, 3));
});

test('one wrong item keeps the whole array out, and every wrong field is listed', async (t) => {
  const { log, server } = await start(t);
  const items = [reading('A'), { ...reading('B'), Name: '', Mood: 'fine' }, 17];
  assert.deepEqual(await server.post(JSON.stringify(items)), {
    status: 422,
    body: {
      type: 'about:blank',
      title: 'Unprocessable Entity',
      status: 422,
      code: 'invalid-reading',
      detail:
        'Reading 1: Name "" is empty; write 1 to 200 characters. Nothing was stored; "errors" lists what is wrong.',
      errors: [
        { index: 1, field: 'Name', value: '', reason: 'is empty; write 1 to 200 characters' },
        {
          index: 1,
          field: 'Mood',
          value: 'fine',
          reason:
            'is not a field of a reading; leave it out, or use one of ' +
            `Name, ${FIELD.temperature}, Temperature, RFID, TakenAt`,
        },
        { index: 2, field: '', value: 17, reason: 'is not a JSON object; send a reading as {"Name":…}' },
      ],
    },
  });
  assert.equal(log.head, 0);
});

test('the list of errors ends after 100', async (t) => {
  const { server } = await start(t);
  const { body } = await server.post(JSON.stringify(Array.from({ length: 1000 }, () => ({}))));
  assert.equal((body['errors'] as unknown[]).length, 100);
});

test('an empty array and what is neither object nor array are refused', async (t) => {
  const { server } = await start(t);
  for (const body of ['[]', '17', '"text"', 'null']) {
    assert.deepEqual(await codeOf(server.post(body)), [422, 'invalid-reading'], body);
  }
});

test('another content under a known identity is a conflict that names what was stored first', async (t) => {
  const { log, server } = await start(t);
  await server.post(JSON.stringify([reading('A'), reading('B')]));
  const items = [reading('C'), reading('B', '36.7C'), { ...reading('A'), Name: 'Roy' }];
  const remedy = 'which has the same RFID and TakenAt; send what was sent first, or another TakenAt';
  assert.deepEqual(await server.post(JSON.stringify(items)), {
    status: 409,
    body: {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      code: 'reading-conflict',
      detail:
        `Reading 1: ${FIELD.temperature} "36.7C" differs from reading ${log.idOf(2)}, ${remedy}. ` +
        'Nothing was stored; "errors" lists what is wrong.',
      errors: [
        {
          index: 1,
          field: FIELD.temperature,
          value: '36.7C',
          reason: `differs from reading ${log.idOf(2)}, ${remedy}`,
        },
        { index: 2, field: 'Name', value: 'Roy', reason: `differs from reading ${log.idOf(1)}, ${remedy}` },
      ],
    },
  });
  assert.equal(log.head, 2);
});

test('readings of one array that contradict each other are a conflict', async (t) => {
  const { log, server } = await start(t);
  const { status, body } = await server.post(JSON.stringify([reading('A'), reading('A', '36.7C')]));
  assert.equal(status, 409);
  assert.match(
    String(body['detail']),
    /^Reading 1: Temp\S+ "36\.7C" differs from an earlier reading of this request, /,
  );
  assert.equal(log.head, 0);
});

test('only JSON in UTF-8, sent as it is, is taken, and the refusal says how', async (t) => {
  const { log, server } = await start(t);
  const text = JSON.stringify(reading('A'));
  for (const type of ['application/json', 'Application/JSON; Charset="UTF-8"', 'application/json;charset=utf8']) {
    assert.deepEqual(await server.post(text, type), ids(log, 1), type);
  }
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'application/json; charset=latin1']) {
    assert.deepEqual(await codeOf(server.post(text, type)), [415, 'unsupported-media-type'], type);
  }
  assert.equal(
    (await server.post(text, 'application/x-www-form-urlencoded')).body['detail'],
    'Content-Type "application/x-www-form-urlencoded" is not application/json or application/x-ndjson in UTF-8; ' +
      "send it with -H 'Content-Type: application/json', or application/x-ndjson for one reading per line.",
  );
  const compressed = server.post(text, 'application/json', { 'Content-Encoding': 'gzip' });
  assert.deepEqual(await codeOf(compressed), [415, 'unsupported-media-type']);
});

test('a body that is no JSON, no UTF-8 or too long gets its own refusal', async (t) => {
  const { log, server } = await start(t);
  const broken = await server.post('{"Name":"Mass Roy",}');
  assert.equal(
    broken.body['detail'],
    'The body is not JSON (Expected double-quoted property name in JSON at position 19 (line 1 column 20)); ' +
      'correct it there.',
  );
  assert.deepEqual(await codeOf(server.post('')), [400, 'invalid-json']);
  assert.deepEqual(await codeOf(server.post(new Uint8Array([0x22, 0xff, 0x22]))), [400, 'invalid-json']);
  assert.deepEqual(await codeOf(server.post('['.repeat(MAX_BODY))), [400, 'invalid-json']);
  assert.deepEqual(await codeOf(server.post(' '.repeat(MAX_BODY + 1))), [413, 'body-too-large']);
  assert.equal(log.head, 0);
});

test('a client that asks before it sends is told to go on', async (t) => {
  const { log, server } = await start(t);
  const headers = { 'Content-Type': 'application/json', Expect: '100-continue' };
  const request = openRequest(server.origin, { method: 'POST', headers });
  request.flushHeaders();
  await once(request, 'continue');
  request.end(JSON.stringify(reading('A')));
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream & { statusCode: number }];
  response.resume();
  assert.deepEqual([response.statusCode, log.head], [201, 1]);
});

test('what a caller stores is one entry of the audit, with the number of readings that were new', async (t) => {
  const { log, server } = await start(t);
  const lines = [reading('A'), reading('B'), reading('B'), reading('B', '36.7C')].map((each) => JSON.stringify(each));
  await server.post(`${lines.join('\n')}\n`, 'application/x-ndjson');
  await server.post(JSON.stringify([reading('B'), reading('C')]));
  await server.post(JSON.stringify([reading('D'), reading('A', '36.7C')]));
  assert.deepEqual(await auditIn(log), [{ who: 'local', action: 'store-readings', subject: '3', from: '127.0.0.1' }]);
});

test('other work goes on between the readings of an array', async () => {
  let nowMs = 0;
  const items = Array.from({ length: 300 }, (_, index) => reading(`R${index}`));
  const turn = new Turns(() => (nowMs += 1)).begin();
  const passes = await countPasses(() => parseItems(items, { now: () => NOW, clocks: rightClocks() }, turn));
  assert.ok(passes >= 99, `300 readings in ${passes} passes of the event loop`);
});
