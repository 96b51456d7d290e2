import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as openRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { test, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AccessExpiry } from '../http/access-expiry.ts';
import { AppError } from '../app-error.ts';
import { FIELD } from '../contract/wire.ts';
import { Turns } from '../http/turns.ts';
import type { EventLog } from '../log/event-log.ts';
import { countPasses } from '../testing/count-passes.ts';
import { LONGEST_LINE } from './line-splitter.ts';
import { NdjsonUpload } from './ndjson-upload.ts';
import { sharedActors } from './ingest.ts';
import { takeNdjson } from './ndjson.ts';
import { NOW, openTestLog, rightClocks, TestServer } from '../testing/test-server.ts';

const NDJSON = 'application/x-ndjson';
const SILENCE_MS = 60_000;
const ACTOR = { who: 'local', from: '127.0.0.1' };

async function start(t: TestContext, wrap = (log: EventLog): Pick<EventLog, 'append' | 'idOf'> => log) {
  const log = await openTestLog(t);
  const options = {
    log: wrap(log),
    now: () => NOW,
    clocks: rightClocks(),
    turns: new Turns(),
    actorOf: sharedActors(),
  };
  return { log, server: await TestServer.start(t, (context) => takeNdjson(context, options, SILENCE_MS)) };
}

function line(rfid: string, temperature = '36.6C', name = 'Mass Roy'): string {
  const reading = { Name: name, [FIELD.temperature]: temperature, RFID: rfid, TakenAt: '2026-11-20T09:15:02.000Z' };
  return `${JSON.stringify(reading)}\n`;
}

/** A request whose body is written bit by bit. */
function openUpload({ origin }: TestServer): ClientRequest {
  const upload = openRequest(origin, { method: 'POST', headers: { 'Content-Type': NDJSON } });
  upload.flushHeaders();
  return upload;
}

async function answerOf(upload: ClientRequest): Promise<{ status: number | undefined; body: Record<string, unknown> }> {
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  return { status: response.statusCode, body: JSON.parse(await text(response)) as Record<string, unknown> };
}

function nextStored(log: EventLog): Promise<void> {
  return new Promise((resolve) => log.onStored(() => resolve()));
}

test('good lines are stored, bad ones are listed with line, field, value and reason', async (t) => {
  const { log, server } = await start(t);
  const body = [
    '\ufeff' + line('A'),
    '\r\n',
    line('A'),
    '{"Name":\n',
    line('A', '36.7C'),
    `["${'x'.repeat(200)}"]\n`,
    line('B', '99C', ''),
    line('B').replace('\n', '\r\n'),
    '7',
  ];
  const differs = `differs from reading ${log.idOf(1)}, which has the same RFID and TakenAt; `;
  assert.deepEqual(await server.post(body.join(''), NDJSON), {
    status: 200,
    body: {
      Stored: 2,
      Duplicates: 1,
      Rejected: 5,
      Errors: [
        {
          Line: 4,
          Field: '',
          Value: '{"Name":',
          Reason: 'is not JSON (Unexpected end of JSON input); send one reading per line',
        },
        {
          Line: 5,
          Field: FIELD.temperature,
          Value: '36.7C',
          Reason: `${differs}send what was sent first, or another TakenAt`,
        },
        { Line: 6, Field: '', Value: '[…]', Reason: 'is not a JSON object; send a reading as {"Name":…}' },
        { Line: 7, Field: 'Name', Value: '', Reason: 'is empty; write 1 to 200 characters' },
        {
          Line: 7,
          Field: FIELD.temperature,
          Value: '99C',
          Reason: 'is 99.0 °C, outside of 25.0 to 45.0 °C; check the sensor and the unit',
        },
        { Line: 9, Field: '', Value: 7, Reason: 'is not a JSON object; send a reading as {"Name":…}' },
      ],
      LastId: log.idOf(2),
    },
  });
});

test('an empty upload is answered with zeros', async (t) => {
  const { server } = await start(t);
  const body = { Stored: 0, Duplicates: 0, Rejected: 0, Errors: [], LastId: null };
  assert.deepEqual(await server.post('', NDJSON), { status: 200, body });
  assert.deepEqual(await server.post('\n\r\n  \n', NDJSON), { status: 200, body });
});

test('lines that are too long or no UTF-8 are rejected on their own', async (t) => {
  const { log, server } = await start(t);
  const parts = ['x'.repeat(3 * LONGEST_LINE), '\n', line('A'), new Uint8Array([0xff]), '\n', line('B')];
  const { body } = await server.post(Buffer.concat(parts.map((part) => Buffer.from(part))), NDJSON);
  assert.deepEqual(body, {
    Stored: 2,
    Duplicates: 0,
    Rejected: 2,
    Errors: [
      { Line: 1, Field: '', Value: null, Reason: 'is longer than 65536 bytes; send one reading per line' },
      { Line: 3, Field: '', Value: null, Reason: 'is not UTF-8; encode it as UTF-8' },
    ],
    LastId: log.idOf(2),
  });
});

test('of thousands of lines all good ones are stored in order, and the first 100 errors are listed', async (t) => {
  const { log, server } = await start(t);
  const lines = Array.from({ length: 6000 }, (_, index) => (index % 3 === 2 ? '{}\n' : line(`R${index}`)));
  const { body } = await server.post(lines.join(''), NDJSON);
  const errors = body['Errors'] as { Line: number }[];
  assert.deepEqual(
    { ...body, Errors: errors.length },
    {
      Stored: 4000,
      Duplicates: 0,
      Rejected: 2000,
      Errors: 100,
      LastId: log.idOf(4000),
    },
  );
  assert.deepEqual(
    errors.slice(0, 4).map(({ Line }) => Line),
    [3, 3, 3, 6],
  );
  const { events } = await log.between(0, 4000);
  assert.deepEqual(
    events.map(({ rfid }) => line(rfid)),
    lines.filter((each) => each !== '{}\n'),
  );
});

test('a line is stored while the upload goes on, and the last one may end without newline', async (t) => {
  const { log, server } = await start(t);
  const upload = openUpload(server);
  const stored = nextStored(log);
  upload.write(line('A'));
  await stored;
  assert.equal(log.head, 1);
  upload.end(line('B').trimEnd());
  const body = { Stored: 2, Duplicates: 0, Rejected: 0, Errors: [], LastId: log.idOf(2) };
  assert.deepEqual(await answerOf(upload), { status: 200, body });
});

test('of a connection that breaks, whole lines stay stored and the last one, which may be cut short, is not', async (t) => {
  const { log, server } = await start(t);
  const upload = openUpload(server).on('error', () => undefined);
  const stored = nextStored(log);
  const handled = server.untilHandled();
  upload.write(line('A') + line('B').trimEnd());
  await stored;
  upload.destroy();
  await handled;
  assert.equal(log.head, 1);
});

test('a log without room is answered at once, with what is stored so far', async (t) => {
  const full = new AppError('no-room', 'The disk is full; make room.');
  const { log, server } = await start(t, (real) => ({
    append: (readings, mode) => (real.head > 0 ? Promise.reject(full) : real.append(readings, mode)),
    idOf: (sequence) => real.idOf(sequence),
  }));
  const upload = openUpload(server);
  const stored = nextStored(log);
  upload.write(line('A'));
  await stored;
  upload.write(line('B'));
  assert.deepEqual(await answerOf(upload), {
    status: 507,
    body: {
      type: 'about:blank',
      title: 'Insufficient Storage',
      status: 507,
      code: 'no-room',
      detail: 'The disk is full; make room.',
      Stored: 1,
      Duplicates: 0,
      Rejected: 0,
      Errors: [],
      LastId: log.idOf(1),
    },
  });
  // What the client sends before it has read the answer is thrown away, or it would hang.
  upload.end(line('C').repeat(10_000));
  await once(upload, 'close');
  assert.deepEqual([upload.writableFinished, log.head], [true, 1]);
});

test('an upload without a byte for too long is answered with what is stored so far', async (t) => {
  // Its time is turned by hand: on a busy machine a short silence would be over before the first line has come.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { log, server } = await start(t);
  const upload = openUpload(server);
  const stored = nextStored(log);
  upload.write(line('A'));
  await stored;
  // What was stored is counted in the same turn, and the silence begins.
  await nextTurn();
  t.mock.timers.tick(SILENCE_MS);
  const { status, body } = await answerOf(upload);
  assert.deepEqual([status, body['code'], body['Stored'], body['LastId']], [408, 'body-too-slow', 1, log.idOf(1)]);
  upload.destroy();
});

test('an upload stops when the access ends that it began with, and what was stored stays', async (t) => {
  const log = await openTestLog(t);
  const expiry = new AccessExpiry();
  const options = { log, now: () => NOW, clocks: rightClocks(), turns: new Turns(), actorOf: sharedActors() };
  const server = await TestServer.start(t, (context) =>
    takeNdjson({ ...context, principal: { ...context.principal, expiry } }, options),
  );
  const upload = openUpload(server);
  const stored = nextStored(log);
  upload.write(line('A'));
  await stored;
  expiry.end('revoked');
  const { status, body } = await answerOf(upload);
  assert.deepEqual([status, body['code'], body['Stored'], body['LastId']], [401, 'sign-in-required', 1, log.idOf(1)]);
  upload.destroy();
});

for (const [name, text] of Object.entries({ refused: '{}\n', 'not JSON': 'x\n', blank: '\n' })) {
  test(`other work goes on between the lines of an upload: ${name}`, async (t) => {
    const log = await openTestLog(t);
    let nowMs = 0;
    // Each line seems to take a millisecond, and so a turn has three.
    const turns = new Turns(() => (nowMs += 1));
    const upload = new NdjsonUpload({ log, now: () => NOW, clocks: rightClocks(), turns }, ACTOR);
    const passes = await countPasses(() => upload.take(Buffer.from(text.repeat(300))));
    assert.ok(passes >= 99, `300 lines in ${passes} passes of the event loop`);
  });
}

test('lines of uploads that had nothing to send for a while are parsed without waiting for each other', async (t) => {
  const log = await openTestLog(t);
  let nowMs = 0;
  const parts = { log, now: () => NOW, clocks: rightClocks(), turns: new Turns(() => nowMs) };
  const uploads = Array.from({ length: 100 }, () => new NdjsonUpload(parts, ACTOR));
  for (let seconds = 0; seconds < 3; seconds += 1) {
    nowMs += 1000;
    const passes = await countPasses(() => Promise.all(uploads.map((upload) => upload.take(Buffer.from('{}\n')))));
    assert.equal(passes, 0);
  }
  assert.equal(uploads[99]?.summary.Rejected, 3);
});

test('an upload of many short pieces gets no more time in a pass of the event loop than one of a long piece', async (t) => {
  const log = await openTestLog(t);
  let nowMs = 0;
  const turns = new Turns(() => (nowMs += 1));
  const upload = new NdjsonUpload({ log, now: () => NOW, clocks: rightClocks(), turns }, ACTOR);
  const passes = await countPasses(async () => {
    for (let piece = 0; piece < 300; piece += 1) await upload.take(Buffer.from('{}\n'));
  });
  assert.ok(passes >= 99, `300 pieces in ${passes} passes of the event loop`);
});
