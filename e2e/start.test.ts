import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import test, { type TestContext } from 'node:test';
import type { WireReading } from '../sse-backend/contract/wire.ts';
import { StreamClient } from '../sse-backend/testing/stream-client.ts';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { openBrowsers } from './browsers.ts';
import { DashboardPage } from './dashboard-page.ts';
import { freePort, isFree } from './free-port.ts';
import { postReadings } from './post-readings.ts';

const ROOT = join(import.meta.dirname, '..');
const BACKEND = join(ROOT, 'sse-backend');
const FIXED_PORTS = [5000, 4200];
const DASHBOARD = 'http://localhost:4200';

const browsers = await openBrowsers();

test('a copy of the backend runs with --demo where there is nothing but Node', async (t) => {
  const folder = join(tempFolder(t), 'sse-backend');
  cpSync(BACKEND, folder, { recursive: true, filter: (path) => path !== join(BACKEND, 'data') });
  const port = await freePort();
  const server = startIn(t, folder, [process.execPath, 'server.ts', '--demo', '--port', String(port)]);
  await server.prints(`curl -N http://localhost:${port}/events`);

  const client = await openFor(t, `http://localhost:${port}/events?lastEventId=0`);
  await client.until(() => client.of('message').length > 0);

  const [first] = client.of('message');
  assert.match(first?.id ?? '', /^[a-z0-9]+-1$/i);
  const { Name, Temparature, RFID } = JSON.parse(first?.data ?? '') as WireReading;
  assert.deepEqual({ Name, Temparature, RFID }, { Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' });
});

test('on an older Node one line says what to do, and nothing starts', (t) => {
  const alone = tempFolder(t);
  cpSync(join(BACKEND, 'vitalwire.js'), join(alone, 'vitalwire.js'));
  cpSync(join(BACKEND, 'package.json'), join(alone, 'package.json'));
  const { program, args } = oldNode();
  const { status, stdout, stderr } = spawnSync(program, [...args, join(alone, 'vitalwire.js')], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.equal(stdout, '');
  assert.match(stderr, /^Vitalwire needs Node 24\.15 or newer and this is Node [\d.]+: install it from .+\n$/);
});

test('on an older Node the installed one runs the command', () => {
  const { program, args } = oldNode();
  const { status, stdout } = spawnSync(program, [...args, join(BACKEND, 'vitalwire.js'), '--help'], {
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  assert.match(stdout, /^vitalwire \[flags\]/);
});

test('npm start serves a page that shows what is posted, and Ctrl-C leaves nothing behind', async (t) => {
  for (const port of FIXED_PORTS) {
    assert.ok(await isFree(port), `Port ${port} is in use; stop what runs there, npm start needs it.`);
  }
  const env = { ...process.env, VITALWIRE_DATA: tempFolder(t) };
  const start = startIn(t, ROOT, ['npm', 'start'], env);
  await start.prints('Ctrl-C stops both');
  assert.ok(
    start.output.includes('http://localhost:4200') && start.output.includes('curl -N http://localhost:5000/events'),
  );

  const pages = await Promise.all(browsers.map((browser) => DashboardPage.open(t, browser, DASHBOARD)));
  const client = await openFor(t, `${DASHBOARD}/events`);
  const [id] = await postReadings('http://localhost:5000', [{ Name: 'Posted', Temparature: '36.6C', RFID: 'POSTED' }]);
  // It arrives while the stream goes on: a proxy that gathers would hold it back until the end.
  await client.until(() => client.of('message').some((event) => event.id === id));
  await Promise.all(pages.map((page) => page.row('POSTED').waitFor()));

  start.pressCtrlC();
  await start.allEnded;
  for (const port of FIXED_PORTS) assert.ok(await isFree(port), `Port ${port} is still in use`);
});

test('npm start says in one line that a port is taken, and starts nothing', async (t) => {
  const other = createServer().listen(4200, '127.0.0.1');
  t.after(() => other.close());
  await once(other, 'listening');
  const start = startIn(t, ROOT, ['npm', 'start', '--silent']);
  await start.allEnded;
  assert.equal(
    start.output,
    'Port 4200 is in use by another program; stop it, or choose a port: npm run serve -- --demo --port 5001\n',
  );
});

test('npm run serve has page and API on one port, and ends when only npm is told to', async (t) => {
  const port = await freePort();
  const serve = startIn(t, ROOT, ['npm', 'run', 'serve', '--', '--port', String(port), '--data', tempFolder(t)]);
  await serve.prints(`curl -N http://localhost:${port}/events`);
  const page = await fetch(`http://localhost:${port}/`, { headers: { Accept: 'text/html' } });
  assert.match(await page.text(), /<vw-root/);
  const client = await openFor(t, `http://localhost:${port}/events`);
  serve.endFirst();
  await serve.allEnded;
  assert.equal(await client.closed, 'ended');
});

interface Started {
  /** What it has printed so far. */
  readonly output: string;
  /** Waits until it has printed a text. @throws Error when it ends before */
  prints(text: string): Promise<void>;
  /** What a terminal does: the signal goes to the whole group in the foreground. */
  pressCtrlC(): void;
  /** What a supervisor does: only the first process is told to end. */
  endFirst(): void;
  /**
   * Resolves when the process and all it started have ended: each of them has inherited the pipe for its errors, which is
   * closed when the last one who holds it is gone.
   */
  readonly allEnded: Promise<'ended'>;
}

function startIn(test: TestContext, cwd: string, command: readonly string[], env = process.env): Started {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const allEnded = once(child, 'close').then(() => 'ended' as const);
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, signal);
  };
  test.after(async () => {
    signalGroup('SIGTERM');
    await allEnded;
  });
  let output = '';
  let news = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      news.resolve();
      news = Promise.withResolvers();
    });
  }
  return {
    get output() {
      return output;
    },
    async prints(text) {
      while (!output.includes(text)) {
        const end = await Promise.race([news.promise, allEnded]);
        if (end === 'ended' && !output.includes(text)) throw new Error(`It ended without printing ${text}: ${output}`);
      }
    },
    pressCtrlC: () => signalGroup('SIGINT'),
    endFirst: () => child.kill('SIGTERM'),
    allEnded,
  };
}

async function openFor(test: TestContext, url: string): Promise<StreamClient> {
  const client = await StreamClient.open(url);
  test.after(() => client.cut());
  return client;
}

/** This machine's own Node where that is too old for us; otherwise this one, saying that it is. */
function oldNode(): { readonly program: string; readonly args: readonly string[] } {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  const program = places.find((place) => existsSync(place) && majorVersion(place) < 24);
  const pretence = `Object.defineProperty(process.versions, 'node', { value: '20.19.2' });`;
  return program === undefined
    ? { program: process.execPath, args: ['--import', `data:text/javascript,${encodeURIComponent(pretence)}`] }
    : { program, args: [] };
}

function majorVersion(program: string): number {
  return Number(execFileSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' }).split('.')[0]);
}
