import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { test, type TestContext } from 'node:test';
import { compilePart } from '../bench/fanout/compile.ts';
import { runLoad, type LoadOptions, type LoadPhase } from '../bench/fanout/load.ts';
import { hasCompiler } from '../scripts/compiler.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';

const OPTIONS = { skip: !hasCompiler() && 'the load is for Linux, and there is no C compiler' };

const CREATED = 'HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}';
const REFUSED = 'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';

test('the load of the benchmark counts each event once, however its bytes are cut', OPTIONS, async (t) => {
  const result = await load(t, {
    clients: 3,
    send: (socket, event) => byByte(socket, `3\r\n: a\r\n${chunk(`\n\n${event}`)}`),
  });
  assert.deepEqual(counts(result), { sent: 10, acknowledged: 10, delivered: 30, missing: 0, duplicates: 0 });
});

test('the load of the benchmark sees what is missing and what comes twice', OPTIONS, async (t) => {
  const result = await load(t, {
    clients: 2,
    send: (socket, event, number) => {
      if (number !== 4) socket.write(chunk(event));
      if (number === 6) socket.write(chunk(event + event));
    },
  });
  assert.deepEqual(counts(result), { sent: 10, acknowledged: 10, delivered: 18, missing: 2, duplicates: 4 });
});

test('the load of the benchmark tells events that came in one piece from others', OPTIONS, async (t) => {
  let gathered = '';
  const { delivered, reads } = await load(t, {
    clients: 1,
    send: (socket, event, number) => {
      gathered += chunk(event);
      if (number === 9) socket.write(gathered);
    },
  });
  assert.deepEqual({ delivered, reads }, { delivered: 10, reads: 1 });
});

test(
  'the load of the benchmark ends with whoever fails to look at the server in one of its phases',
  OPTIONS,
  async (t) => {
    const server = await serverFor(t, () => undefined);
    const gone = once(server, 'connection').then(([socket]) => once(socket as Socket, 'close'));
    const failing = runLoadOn(t, portOf(server), { clients: 1, seconds: 0 }, () =>
      Promise.reject(new Error('no server')),
    );
    await assert.rejects(failing, /no server/);
    await gone;
  },
);

test('the load of the benchmark counts a batch as acknowledged only where it is', OPTIONS, async (t) => {
  let posts = 0;
  const server = await serverFor(
    t,
    () => undefined,
    () => (++posts % 2 === 0 ? REFUSED : CREATED),
  );
  const { sent, acknowledged, refused } = await runLoadOn(t, portOf(server), {
    posters: 1,
    batch: 3,
    seconds: 0.05,
    patience: 30,
  });
  assert.deepEqual(
    { sent, acknowledged, refused },
    { sent: 3 * posts, acknowledged: 3 * Math.ceil(posts / 2), refused: Math.floor(posts / 2) },
  );
});

test('the loop of write() in C brings every reading to every client of the load', OPTIONS, async (t) => {
  const loop = spawn(compilePart('peers', tempFolder(t)), { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => loop.kill());
  const [port] = (await once(createInterface(loop.stdout), 'line')) as [string];
  const result = await runLoadOn(t, Number(port), tenTo(3));
  assert.deepEqual(counts(result), { sent: 10, acknowledged: 10, delivered: 30, missing: 0, duplicates: 0 });
});

test('the load of the benchmark names the first event, from which a replay continues', OPTIONS, async (t) => {
  const { firstId } = await load(t, { clients: 1, send: (socket, event) => socket.write(chunk(event)) });
  assert.equal(firstId, 'k3f9-0');
});

interface Asked {
  readonly clients: number;
  /** How the server sends an event to a client. */
  readonly send: (socket: Socket, event: string, number: number) => void;
}

async function load(test: TestContext, { clients, send }: Asked) {
  const server = await serverFor(test, send);
  return runLoadOn(test, portOf(server), tenTo(clients));
}

/** Ten readings to so many clients. */
function tenTo(clients: number): LoadOptions {
  return { clients, rate: 1000, seconds: 0.0105, patience: 30 };
}

function runLoadOn(
  test: TestContext,
  port: number,
  options: LoadOptions,
  onPhase?: (phase: LoadPhase) => Promise<void>,
) {
  return runLoad({ program: compilePart('load', tempFolder(test)) }, {}, { port }, options, onPhase);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Sends what is posted to all who listen, and answers it, as it is told to. */
async function serverFor(test: TestContext, send: Asked['send'], answer = () => CREATED): Promise<Server> {
  const listeners = new Set<Socket>();
  let number = 0;
  const server = createServer((socket) => {
    test.after(() => socket.destroy());
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.startsWith('GET')) {
        socket.write(CHUNKED);
        listeners.add(socket);
        return;
      }
      for (let head; (head = /^POST.*?Content-Length: (\d+)\r\n\r\n/s.exec(text));) {
        const [begin, end] = [head[0].length, head[0].length + Number(head[1])];
        if (text.length < end) return;
        const event = `id: k3f9-${number}\nevent: message\ndata: ${text.slice(begin, end)}\n\n`;
        for (const listener of listeners) send(listener, event, number);
        number += 1;
        socket.write(answer());
        text = text.slice(end);
      }
    });
  }).listen(0, '127.0.0.1');
  test.after(() => server.close());
  await once(server, 'listening');
  return server;
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

function byByte(socket: Socket, text: string): void {
  socket.setNoDelay();
  for (const character of text) socket.write(character);
}

function counts({ sent, acknowledged, delivered, missing, duplicates }: Awaited<ReturnType<typeof load>>) {
  return { sent, acknowledged, delivered, missing, duplicates };
}
