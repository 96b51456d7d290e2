import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { ask, refusal, type Answer } from './testing/ask.ts';
import { RawConnection } from './testing/raw-connection.ts';
import { runToEnd, ServerProcess } from './testing/server-process.ts';
import { StreamClient } from './testing/stream-client.ts';
import { tempFolder } from './testing/temp-folder.ts';
import { openLog } from './testing/test-log.ts';
import { UNUSABLE_FILES } from './testing/unusable-files.ts';
import { VERSION } from './version.ts';

/** Whether the system lets a backlog be larger than Node's default. */
const MANY = { skip: largestBacklog() < 1000 && 'net.core.somaxconn is too small, or unknown', timeout: 120_000 };

/** A server ends after 4.5 s, as it is, when something hangs; the rest is for a busy machine. */
const STOPS_WITHIN_MS = 20_000;

async function post(server: ServerProcess, body: unknown): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' };
  return ask(`${server.url}/api/readings`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The largest backlog that the system allows; 0 where it does not say. */
function largestBacklog(): number {
  const file = '/proc/sys/net/core/somaxconn';
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
}

async function openConnection(t: TestContext, { port }: ServerProcess): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  t.after(() => socket.destroy());
  await once(socket, 'connect');
  // The server is killed first.
  socket.on('error', () => undefined);
}

function person(number: number): Record<string, string> {
  return { Name: 'Mass Roy', Temparature: '36.6C', RFID: `R${number}` };
}

/** Posts readings one after the other; gives their ids. */
async function postAll(server: ServerProcess, from: number, to: number): Promise<string[]> {
  const ids: string[] = [];
  for (let number = from; number <= to; number += 1) {
    const { status, text } = await post(server, person(number));
    assert.equal(status, 201);
    ids.push(...(JSON.parse(text) as { readonly Ids: string[] }).Ids);
  }
  return ids;
}

async function openStream(t: TestContext, server: ServerProcess, lastEventId?: string): Promise<StreamClient> {
  const client = await StreamClient.open(`${server.url}/events`, lastEventId === undefined ? {} : { lastEventId });
  t.after(() => client.cut());
  await client.until(({ events }) => events.length > 0);
  return client;
}

/** Checks that a server ends by itself with exit code 2 and that one line, as it can't start. */
async function assertRefused(
  args: readonly string[],
  line: RegExp,
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  const { code, stdout, stderr } = await runToEnd(['--port', '0', ...args], environment);
  assert.deepEqual([code, stdout], [2, ''], stderr);
  assert.match(stderr, /^vitalwire: [^\n]+\n$/);
  assert.match(stderr, line);
}

// Several at once: each waits for processes of its own.
suite('the server as a process', { concurrency: 4 }, () => {
  test('headers that never come to an end are answered after ten seconds, and so is silence', async (t) => {
    const { port } = await ServerProcess.startFor(t, ['--data', ':memory:']);
    const dripping = await RawConnection.openFor(t, port);
    const silent = await RawConnection.openFor(t, port);
    const start = performance.now();
    dripping.write('GET /events HTTP/1.1\r\nHost: localhost\r\n');
    const drip = setInterval(() => dripping.write('X: x\r\n'), 500);
    t.after(() => clearInterval(drip));
    for (const answer of await Promise.all([dripping.toEnd(), silent.toEnd()])) {
      assert.match(answer, /^HTTP\/1\.1 408 Request Timeout\r\nContent-Type: application\/problem\+json\r\n/);
      assert.match(
        answer,
        /"code":"request-too-slow","detail":"The headers were not complete after 10 s; send them faster\."/,
      );
    }
    // Without the limit Node allows a minute; the rest is for a busy machine.
    assert.ok(performance.now() - start < 40_000);
  });

  test('--help prints the table on standard output, and that is all', async () => {
    const { code, stdout, stderr } = await runToEnd(['--help']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^vitalwire \[flags\]; .*\n\n {2}--port N /);
  });

  test('a server that listens says where and how to look', async (t) => {
    const server = await ServerProcess.startFor(t, ['--data', ':memory:']);
    const { code, stdout, stderr } = await server.stop();
    const url = `http://localhost:${server.port}`;
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(stdout, `Vitalwire ${VERSION}: ${url}\n  curl -N ${url}/events\n`);
  });

  test('a server with tokens says that looking takes one', async (t) => {
    const data = tempFolder(t);
    await runToEnd(['token', 'add', '--name', 'ward', '--scope', 'read', '--data', data]);
    const server = await ServerProcess.startFor(t, ['--data', data]);
    const { stdout } = await server.stop();
    assert.match(stdout, /\n {2}curl -N \S+\/events -H "Authorization: Bearer TOKEN"\n$/);
  });

  test('a flag that nobody knows and a value that cannot be end it with one line', async () => {
    await assertRefused(['--prot', '1'], /Unknown flag --prot; --help lists the flags\./);
    await assertRefused(
      ['--port', '70000'],
      /Invalid value "70000" for --port: expected a whole number from 0 to 65535\./,
    );
    await assertRefused([], /Invalid value "much" for --max-body/, { VITALWIRE_MAX_BODY: 'much' });
  });

  test('a folder of the app that is not there ends it with one line', async (t) => {
    const folder = tempFolder(t);
    await assertRefused(['--data', folder, '--static', join(folder, 'gone')], /--static \S+gone can't be read/);
  });

  test('a port in use ends it with one line, and its data directory is free again', async (t) => {
    const data = tempFolder(t);
    const first = await ServerProcess.startFor(t, ['--data', ':memory:']);
    const line = new RegExp(
      `Can't listen on 127\\.0\\.0\\.1 port ${first.port}: the port is in use; stop the other one or`,
    );
    await assertRefused(['--data', data, '--port', String(first.port), '--log-level', 'warn'], line);
    await assertRefused(['--data', data, '--port', String(first.port), '--demo'], line);
    await openLog(t, { file: join(data, 'log.sqlite') });
  });

  test('a second server on a data directory ends with one line, and the first goes on unharmed', async (t) => {
    const data = tempFolder(t);
    const first = await ServerProcess.startFor(t, ['--data', data]);
    const client = await openStream(t, first);
    await postAll(first, 1, 3);
    const line = /The data directory \S+ is held by another running server; stop that one or give --data another/;
    await assertRefused(['--data', data], line);
    await assertRefused(['--data', data, '--demo'], line);
    const ids = await postAll(first, 4, 6);
    await client.until(({ events }) => events.at(-1)?.id === ids[2]);
    assert.equal(client.of('message').length, 6);
  });

  for (const { kind, make, message } of UNUSABLE_FILES) {
    test(`a file ${kind} ends it with one line and is left as it is`, async (t) => {
      const data = tempFolder(t);
      const file = join(data, 'log.sqlite');
      make(file);
      const before = readFileSync(file);
      await assertRefused(['--data', data], message);
      assert.ok(readFileSync(file).equals(before));
    });
  }

  test('a data directory that cannot be one ends it with one line', async (t) => {
    const file = join(tempFolder(t), 'file');
    writeFileSync(file, 'a regular file');
    await assertRefused(
      ['--data', join(file, 'data')],
      /The data directory \S+ can't be written to \(ENOTDIR: [^\n]+\); make it/,
    );
    const folder = tempFolder(t);
    mkdirSync(join(folder, 'log.sqlite'));
    await assertRefused(['--data', folder], /log\.sqlite can't be opened as a log \(unable to open database file\)/);
    mkdirSync(join(folder, 'x', 'server.lock'), { recursive: true });
    await assertRefused(['--data', join(folder, 'x')], /The data directory \S+ can't be written to/);
    // Creating folders below /proc takes for ever with mkdir's "recursive".
    if (existsSync('/proc')) await assertRefused(['--data', '/proc/x/y'], /The data directory \S+ can't be written to/);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    test(`${signal} ends all streams cleanly, and the process with exit code 0`, async (t) => {
      const server = await ServerProcess.startFor(t, ['--data', tempFolder(t), '--demo', '--demo-interval', '10ms']);
      const clients = await Promise.all([openStream(t, server), openStream(t, server), openStream(t, server)]);
      const clock = await StreamClient.open(`${server.url}/stream`);
      const start = performance.now();
      process.kill(server.pid, signal);
      const { code, stderr } = await server.ended;
      assert.deepEqual([code, stderr], [0, '']);
      assert.ok(performance.now() - start < STOPS_WITHIN_MS);
      const ends = await Promise.all([...clients, clock].map(({ closed }) => closed));
      assert.deepEqual(ends, ['ended', 'ended', 'ended', 'ended']);
    });
  }

  test('a client that does not read cannot hold the end up', async (t) => {
    const server = await ServerProcess.startFor(t, ['--data', tempFolder(t)]);
    const slow = await RawConnection.openFor(t, server.port);
    slow.request('GET /events?lastEventId=0 HTTP/1.1');
    const fast = await openStream(t, server);
    const many = Array.from({ length: 1000 }, (_, number) => ({ ...person(number), Name: '\u{1F321}'.repeat(200) }));
    for (let count = 1; count <= 10; count += 1) assert.equal((await post(server, many)).status, 201);
    await fast.until((client) => client.of('message').length === 10_000);
    const start = performance.now();
    assert.equal((await server.stop()).code, 0);
    assert.ok(performance.now() - start < STOPS_WITHIN_MS);
  });

  test('a request under way is finished, one that comes while it stops is told so, and what was acknowledged is stored', async (t) => {
    const data = tempFolder(t);
    const server = await ServerProcess.startFor(t, ['--data', data]);
    const stream = await openStream(t, server);
    const posting = await RawConnection.openFor(t, server.port);
    const asking = await RawConnection.openFor(t, server.port);
    const body = JSON.stringify(person(1));
    posting.request('POST /api/readings HTTP/1.1', 'Content-Type: application/json', `Content-Length: ${body.length}`);
    posting.write(body.slice(0, 10));
    asking.write('GET /readyz HTTP/1.1\r\n');
    // Both have been read by the server when it answers something that was sent later.
    assert.equal((await ask(`${server.url}/healthz`)).status, 200);
    const ended = server.stop();
    assert.equal(await stream.closed, 'ended');
    posting.write(body.slice(10));
    asking.write('Host: localhost\r\n\r\n');
    const [acknowledged, refused] = await Promise.all([posting.toEnd(), asking.toEnd()]);
    assert.match(acknowledged, /^HTTP\/1\.1 201 Created\r\n/);
    assert.match(
      refused,
      /^HTTP\/1\.1 503 Service Unavailable\r\n[^]*\r\nRetry-After: \d+\r\n[^]*"code":"server-stopping"/,
    );
    assert.equal((await ended).code, 0);
    const log = await openLog(t, { file: join(data, 'log.sqlite') });
    assert.deepEqual([log.head, acknowledged.includes(`{"Ids":["${log.idOf(1)}"]}`)], [1, true]);
  });

  test('of readings posted all the while it stops, each that was acknowledged is stored', async (t) => {
    const data = tempFolder(t);
    const server = await ServerProcess.startFor(t, ['--data', data]);
    const acknowledged: string[] = [];
    const postOn = async (number: number) => {
      for (;;) {
        const { status, text } = await post(server, person(number));
        if (status === 503) continue;
        assert.equal(status, 201);
        acknowledged.push(...(JSON.parse(text) as { readonly Ids: string[] }).Ids);
        if (acknowledged.length === 100) void server.stop();
      }
    };
    // Each goes on until the server takes no more connections.
    await Promise.allSettled(Array.from({ length: 8 }, (_, number) => postOn(number)));
    assert.equal((await server.ended).code, 0);
    const log = await openLog(t, { file: join(data, 'log.sqlite') });
    assert.ok(acknowledged.length >= 100);
    assert.deepEqual(
      acknowledged.filter((id) => Number(id.split('-')[1]) > log.head),
      [],
    );
  });

  test('killed and started again it has the same epoch, and who comes back gets what was missed, once each', async (t) => {
    const data = tempFolder(t);
    const first = await ServerProcess.startFor(t, ['--data', data]);
    const before = await openStream(t, first);
    const ids = await postAll(first, 1, 5);
    await before.until(({ events }) => events.at(-1)?.id === ids[4]);
    ids.push(...(await postAll(first, 6, 8)));
    await first.kill9();
    const second = await ServerProcess.startFor(t, ['--data', data]);
    ids.push(...(await postAll(second, 9, 10)));
    const after = await openStream(t, second, ids[4]);
    await after.until((client) => client.of('heartbeat').length === 2);
    assert.deepEqual(
      after.of('message').map(({ id, data: text }) => [id, (JSON.parse(text) as { readonly RFID: string }).RFID]),
      [6, 7, 8, 9, 10].map((number) => [ids[number - 1], `R${number}`]),
    );
    assert.equal(after.of('gap').length, 0);
    assert.deepEqual(
      ids.map((id) => id.split('-')[1]),
      ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
    );
  });

  test('without a file nothing is kept: started again it is another log, and who comes back is told', async (t) => {
    const first = await ServerProcess.startFor(t, ['--data', ':memory:']);
    const [id = ''] = await postAll(first, 1, 1);
    await first.kill9();
    const second = await ServerProcess.startFor(t, ['--data', ':memory:']);
    const client = await openStream(t, second, id);
    assert.match(client.of('gap')[0]?.data ?? '', new RegExp(`^\\{"Requested":"${id}","Reason":"foreign",`));
  });

  test('whoever reads its output may go away', async (t) => {
    const server = await ServerProcess.startFor(t, ['--data', ':memory:', '--log-level', 'debug']);
    server.closeOutput();
    for (let request = 1; request <= 5; request += 1) assert.equal((await ask(`${server.url}/healthz`)).status, 200);
  });

  test('connections of clients that return all at once wait until the server accepts them', MANY, async (t) => {
    const server = await ServerProcess.startFor(t, []);
    process.kill(server.pid, 'SIGSTOP');
    // Beyond the backlog the system would leave each without an answer.
    await Promise.all(Array.from({ length: 700 }, () => openConnection(t, server)));
  });

  test('an address of IPv6 is listened on and guarded like the other', async (t) => {
    const server = await ServerProcess.startFor(t, ['--data', ':memory:', '--host', '::1']);
    assert.match(server.url, /^http:\/\/\[::1\]:\d+$/);
    assert.equal((await ask(`${server.url}/healthz`)).status, 200);
    const foreign = await ask(`${server.url}/healthz`, { headers: { Host: 'evil.example' } });
    assert.deepEqual(refusal(foreign), [403, 'foreign-host']);
  });
});
