import assert from 'node:assert/strict';
import { after } from 'node:test';
import type { Page } from 'playwright-core';
import { launchChromium } from '../browsers.ts';
import { DashboardPage } from '../dashboard-page.ts';
import { openStreams } from '../open-streams.ts';
import { behindEveryProxy } from './every-proxy.ts';
import { Proxied } from './proxied.ts';
import { HOST } from './proxy.ts';

const STREAMS = 20;

/** What browsers allow a page's server over HTTP/1.1. */
const STREAMS_OF_HTTP_1 = 6;

const ARGS = ['--ignore-certificate-errors', `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
const browser = await launchChromium(...ARGS);
const oldBrowser = await launchChromium(...ARGS, '--disable-http2');
after(() => Promise.all([browser.close(), oldBrowser.close()]));

behindEveryProxy({
  'twenty streams of a page are live over HTTP/2, and six over HTTP/1.1': async (t, kind) => {
    const proxied = await Proxied.startFor(t, kind);
    const [page, oldPage] = await Promise.all([browser.newPage(), oldBrowser.newPage()]);
    t.after(() => Promise.all([page.close(), oldPage.close()]));
    await openStreamsIn(page, proxied.proxy.url);
    await areLive(page, STREAMS);
    await proxied.post('FIRST');
    await haveComeTo(page, STREAMS, 1);
    assert.equal(await openStreams(proxied.server.url), STREAMS);

    await openStreamsIn(oldPage, proxied.proxy.url);
    await areLive(oldPage, STREAMS_OF_HTTP_1);
    await proxied.post('SECOND');
    await haveComeTo(oldPage, STREAMS_OF_HTTP_1, 1);
    await haveComeTo(page, STREAMS, 2);
    assert.equal(await openStreams(proxied.server.url), STREAMS + STREAMS_OF_HTTP_1);
  },

  'the dashboard is live again after the server was down': async (t, kind) => {
    const proxied = await Proxied.startFor(t, kind);
    const dashboard = await DashboardPage.open(t, browser, proxied.proxy.url);
    await proxied.server.kill9();
    await dashboard.failsToConnect();
    await proxied.server.restart();
    await dashboard.pillSays('Live');
    await proxied.post('BACK');
    await dashboard.row('BACK').waitFor();
  },
});

/** Opens streams in an empty page of the server's, and counts in `live` and `readings` what each brings. */
async function openStreamsIn(page: Page, url: string): Promise<void> {
  await page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(`${url}/empty`);
  await page.unroute('**/empty');
  await page.evaluate(`
    var live = new Set(), readings = new Map();
    for (let number = 0; number < ${STREAMS}; number++) {
      const stream = new EventSource('/events');
      stream.addEventListener('heartbeat', () => live.add(number));
      stream.onmessage = () => readings.set(number, (readings.get(number) ?? 0) + 1);
    }`);
}

async function areLive(page: Page, count: number): Promise<void> {
  await page.waitForFunction(`live.size === ${count}`);
}

/** Waits until so many streams have brought so many readings each, and no other has brought any. */
async function haveComeTo(page: Page, streams: number, readings: number): Promise<void> {
  const counts = `[${Array.from({ length: streams }, () => readings).join()}]`;
  await page.waitForFunction(`JSON.stringify([...readings.values()]) === '${counts}'`);
}
