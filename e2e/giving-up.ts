import { EventSource } from 'eventsource';
import { createRequire } from 'node:module';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { snippetFor } from './doc-snippets.ts';
import { serveForeignPage } from './foreign-page.ts';
import { freePort } from './free-port.ts';
import type { UnsteadyServer } from './unsteady-server.ts';

/** What a client tells of its stream. */
export type Told = 'event' | 'failed' | 'gave up';

/** Starts a client on the server's stream. */
export type StartClient = (test: TestContext, server: UnsteadyServer, tell: (told: Told) => void) => Promise<void>;

/** As far as it is used here: the package has no types. */
interface LaunchDarklyEventSource {
  addEventListener(type: string, listener: () => void): void;
  close(): void;
}

const { EventSource: LaunchDarkly } = createRequire(import.meta.url)('launchdarkly-eventsource') as {
  EventSource: new (url: string) => LaunchDarklyEventSource;
};

const MODULES = {
  imports: {
    'sse.js': '/modules/sse.js/lib/sse.js',
    '@microsoft/fetch-event-source': '/modules/@microsoft/fetch-event-source/lib/esm/index.js',
  },
};

const NATIVE = `
  const source = new EventSource(url);
  source.onmessage = () => tell('event');
  source.onerror = () => tell(source.readyState === EventSource.CLOSED ? 'gave up' : 'failed');`;

const FETCH_EVENT_SOURCE = `
  import { fetchEventSource } from '@microsoft/fetch-event-source';
  const onmessage = ({ data }) => data && tell('event');
  const gaveUp = () => tell('gave up');
  fetchEventSource(url, { openWhenHidden: true, onmessage, onerror: () => tell('failed') }).then(gaveUp, gaveUp);`;

const SSE_JS = `
  import { SSE } from 'sse.js';
  const source = new SSE(url, { autoReconnect: true });
  source.addEventListener('message', () => tell('event'));
  source.addEventListener('error', () => tell(source.autoReconnect ? 'failed' : 'gave up'));`;

/** The documented code shows events; that an attempt failed it keeps to itself, so it is told beside it. */
const REOPENED = `
  const show = () => tell('event');
  const Native = EventSource;
  globalThis.EventSource = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener('error', () => tell('failed'));
    }
  };`;

/** The clients of the table in docs/clients.md, by what they are called there. */
export function clientsOf(chromium: Browser, firefox: Browser): ReadonlyMap<string, StartClient> {
  return new Map<string, StartClient>([
    ['`EventSource`, Chromium, same origin', inSameOrigin(chromium, NATIVE)],
    ['`EventSource`, Chromium, other origin', inOtherOrigin(chromium, NATIVE)],
    ['`EventSource`, Firefox, same origin', inSameOrigin(firefox, NATIVE)],
    ['`EventSource`, Firefox, other origin', inOtherOrigin(firefox, NATIVE)],
    ['`EventSource` opened again as below, Chromium', inOtherOrigin(chromium, REOPENED + snippetFor('EventSource'))],
    ['`EventSource` opened again as below, Firefox', inOtherOrigin(firefox, REOPENED + snippetFor('EventSource'))],
    ['`eventsource`', byEventSourcePackage],
    ['`launchdarkly-eventsource`', byLaunchDarkly],
    ['`@microsoft/fetch-event-source`', inOtherOrigin(chromium, FETCH_EVENT_SOURCE)],
    ['`sse.js` with `autoReconnect`', inOtherOrigin(chromium, SSE_JS)],
    ['`SseService`, Chromium', byService(chromium, 'native')],
    ['`SseService`, Firefox', byService(firefox, 'native')],
    ['`SseService` with `eventsource`', byService(chromium, 'eventsource')],
  ]);
}

function inSameOrigin(browser: Browser, script: string): StartClient {
  return async (t, server, tell) => {
    const page = await openPage(t, browser, tell);
    await page.goto(`${server.url}/same-origin`);
    await page.evaluate(`{ const url = '${server.streamUrl}'; ${TELL} ${script} }`);
  };
}

function inOtherOrigin(browser: Browser, script: string): StartClient {
  return async (t, server, tell) => {
    const page = await openPage(t, browser, tell);
    const map = `<script type="importmap">${JSON.stringify(MODULES)}</script>`;
    const module = `<script type="module">const url = '${server.streamUrl}'; ${TELL} ${script}</script>`;
    await page.goto(await serveForeignPage(t, await freePort(), `<!doctype html>${map}${module}`));
  };
}

/** Its page reports to the server, which is not always there: here it reports to the test. */
function byService(browser: Browser, transport: 'native' | 'eventsource'): StartClient {
  return async (t, server, tell) => {
    const page = await openPage(t, browser, tell);
    await page.goto(`${server.url}/page/index.html`);
    const order = { id: 1, transport, mode: 'opaque', types: ['message'] };
    await page.evaluate(`{
      ${TELL}
      const fetchOriginal = fetch;
      globalThis.fetch = (input, init) => {
        if (!String(input).includes('/reports/')) return fetchOriginal(input, init);
        const { kind, error } = JSON.parse(init.body);
        tell(kind === 'event' ? 'event' : error.startsWith('offline') ? 'gave up' : 'failed');
        return Promise.resolve(new Response());
      };
      followedStreams.then((streams) => streams.follow(${JSON.stringify(order)}));
    }`);
  };
}

const TELL = "const tell = (told) => { console.info('told ' + told); };";

async function openPage(t: TestContext, browser: Browser, tell: (told: Told) => void) {
  const page = await browser.newPage();
  t.after(() => page.close());
  page.on('console', (message) => {
    const [, told] = /^told (.*)$/.exec(message.text()) ?? [];
    if (told !== undefined) tell(told as Told);
  });
  return page;
}

const byEventSourcePackage: StartClient = (t, server, tell) => {
  const source = new EventSource(server.streamUrl);
  t.after(() => source.close());
  source.addEventListener('message', () => tell('event'));
  source.addEventListener('error', () => tell(source.readyState === EventSource.CLOSED ? 'gave up' : 'failed'));
  return Promise.resolve();
};

const byLaunchDarkly: StartClient = (t, server, tell) => {
  const source = new LaunchDarkly(server.streamUrl);
  t.after(() => source.close());
  source.addEventListener('message', () => tell('event'));
  for (const type of ['end', 'error']) source.addEventListener(type, () => tell('failed'));
  source.addEventListener('closed', () => tell('gave up'));
  return Promise.resolve();
};
