import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { suite, test, type TestContext } from 'node:test';
import { tempFolder } from '../sse-backend/testing/temp-folder.ts';
import { openChromium } from './browsers.ts';
import { startClosed } from './closed-vitalwire.ts';
import { snippetFor } from './doc-snippets.ts';
import { FaultProxy } from './fault-proxy.ts';
import { serveForeignPage } from './foreign-page.ts';
import { freePort } from './free-port.ts';
import { postReadings } from './post-readings.ts';

/** Runs a snippet of docs/clients.md against a stream; `show` is to be called with what it shows. */
type Run = (test: TestContext, stream: Stream, show: (shown: string) => void) => void | Promise<void>;

interface Stream {
  readonly url: string;
  readonly token: string;
  /** Of a page that the server allows. */
  readonly pagePort: number;
}

const ROOT = join(import.meta.dirname, '..');
const IMPORT_MAP = {
  imports: {
    'sse.js': '/modules/sse.js/lib/sse.js',
    '@microsoft/fetch-event-source': '/modules/@microsoft/fetch-event-source/lib/esm/index.js',
    eventsource: '/modules/eventsource/dist/index.js',
    'eventsource-parser': '/modules/eventsource-parser/dist/index.js',
  },
};

const CLIENTS: readonly (readonly [string, string, Run])[] = [
  ['eventsource', 'in Node', inNode('eventsource')],
  ['eventsource', 'on a page of another origin', inChromium('eventsource')],
  ['launchdarkly-eventsource', 'in Node', inNode('launchdarkly-eventsource')],
  ['@microsoft/fetch-event-source', 'on a page of another origin', inChromium('@microsoft/fetch-event-source')],
  ['sse.js', 'on a page of another origin', inChromium('sse.js')],
  ['curl', 'in a shell', inShell],
];

const chromium = await openChromium();

// They mostly wait to reconnect.
suite(
  'with a token, cut off and after a restart of the server, nothing is lost or comes twice',
  { concurrency: 6 },
  () => {
    for (const [client, where, run] of CLIENTS) {
      test(`to ${client}, as documented, ${where}`, async (t) => {
        const pagePort = await freePort();
        const flags = ['--allow-origin', `http://127.0.0.1:${pagePort}`];
        const { vitalwire, token } = await startClosed(t, ['read', 'write'], flags);
        const proxy = await FaultProxy.startFor(t, vitalwire.url);
        const posted: string[] = [];
        const post = async () => posted.push(...(await postReadings(vitalwire.url, [reading(), reading()], token)));
        const shown = new Shown();

        await post();
        await run(t, { url: `${proxy.url}/events?last=2`, token, pagePort }, (text) => shown.add(text));
        await shown.until(2);
        proxy.cut();
        await post();
        await shown.until(4);
        await vitalwire.kill9();
        await vitalwire.restart();
        await post();
        await shown.until(6);
        assert.deepEqual(shown.ids, posted);
      });
    }
  },
);

/** What a client has shown so far. */
class Shown {
  readonly ids: string[] = [];
  #news = Promise.withResolvers<void>();

  /** Takes an id, a blank and the event's data. */
  add(text: string): void {
    const [id = '', data = ''] = text.split(/ (.*)/s);
    assert.equal((JSON.parse(data) as { readonly Name: string }).Name, 'Mass Roy');
    this.ids.push(id);
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async until(count: number): Promise<void> {
    while (this.ids.length < count) await this.#news.promise;
  }
}

function reading() {
  return { Name: 'Mass Roy', Temparature: '102.5F', RFID: 'R546546' };
}

function inNode(client: string): Run {
  return (t, { url, token }, show) => {
    const given = `const url = ${JSON.stringify(url)}; const token = () => ${JSON.stringify(token)};`;
    // The interval stands for what else the program does: without any, `eventsource` lets it end while it waits to come back.
    const shows = 'const show = (id, data) => console.log(id + " " + data); setInterval(() => undefined, 60_000);';
    run(t, [process.execPath, '--input-type=module', '--eval', `${given}\n${shows}\n${snippetFor(client)}`], show);
  };
}

function inShell(t: TestContext, { url, token }: Stream, show: (shown: string) => void): void {
  const headerFile = join(tempFolder(t), 'header');
  writeFileSync(headerFile, `Authorization: Bearer ${token}\n`, { mode: 0o600 });
  const given = `url='${url}' header_file='${headerFile}' last= pipe=$(mktemp -u) && mkfifo -m 600 "$pipe"`;
  run(t, ['sh', '-c', `${given}\ntrap 'kill $! 2> /dev/null; rm "$pipe"; exit' TERM\n${snippetFor('curl')}`], show);
}

/** Runs a program as long as the test lasts, and takes its lines. */
function run(t: TestContext, [program = '', ...args]: readonly string[], show: (line: string) => void): void {
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill());
  createInterface({ input: child.stdout }).on('line', show);
}

function inChromium(client: string): Run {
  return async (t, { url, token, pagePort }, show) => {
    const page = await chromium.newPage();
    t.after(() => page.close());
    await page.exposeFunction('shown', show);
    const given = `const url = ${JSON.stringify(url)}; const token = () => ${JSON.stringify(token)};`;
    const shows = 'const show = (id, data) => shown(id + " " + data);';
    const script = `<script type="module">${given}\n${shows}\n${snippetFor(client)}</script>`;
    const map = `<script type="importmap">${JSON.stringify(IMPORT_MAP)}</script>`;
    await page.goto(await serveForeignPage(t, pagePort, `<!doctype html>${map}${script}`));
  };
}
