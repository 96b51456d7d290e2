import { after, suite } from 'node:test';
import { chromium, firefox, type Browser, type LaunchOptions } from 'playwright-core';
import { holdPort } from './free-port.ts';

/** A browser without a sandbox (root can't have one) that asks nothing of the network but what the tests ask. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Maximum time in ms that one action in a page may take, such as waiting for a text. It only ends a test that hangs: on a
 * machine with half a core left for it, an action of two seconds takes over thirty.
 */
const ACTION_LIMIT_MS = 180_000;

/** The environment variables that hold the WebSocket addresses of the shared browsers, separated by spaces. */
const SHARED = { chromium: 'TEST_SHARED_CHROMIUM', firefox: 'TEST_SHARED_FIREFOX' } as const;

/** A process that uses the shared Firefox n holds this port plus n. */
const FIREFOX_LOCK_PORT = 30_000;

/**
 * Starts browsers for all test files of a run: one Chromium, and a Firefox for each file that runs at the same time, because
 * only one window of a Firefox has the focus. The files find them by the environment, so call this before they start. Returns
 * a function that closes all of them.
 */
export async function shareBrowsers(filesAtOnce: number): Promise<() => Promise<void>> {
  const ofChromium = await chromium.launchServer(chromiumOptions());
  const ofFirefox = await Promise.all(
    Array.from({ length: filesAtOnce }, () => firefox.launchServer(firefoxOptions())),
  );
  process.env[SHARED.chromium] = ofChromium.wsEndpoint();
  process.env[SHARED.firefox] = ofFirefox.map((server) => server.wsEndpoint()).join(' ');
  return async () => {
    await Promise.all([ofChromium, ...ofFirefox].map((server) => server.close()));
  };
}

/** Chromium and Firefox for a test file: the run's shared ones, or new ones. Closed after the file's tests. */
export async function openBrowsers(): Promise<readonly [chromium: Browser, firefox: Browser]> {
  return Promise.all([openChromium(), openFirefox()]);
}

/** Chromium for a test file: the run's shared one, or a new one. Closed after the file's tests. */
export async function openChromium(): Promise<Browser> {
  const shared = process.env[SHARED.chromium];
  return closedAfterTests(await (shared === undefined ? launchChromium() : chromium.connect(shared)));
}

/** Firefox for a test file: a shared one that no other file uses, or a new one. */
async function openFirefox(): Promise<Browser> {
  const shared = process.env[SHARED.firefox]?.split(' ') ?? [];
  for (const [index, address] of shared.entries()) {
    if (await holdPort(FIREFOX_LOCK_PORT + index)) return closedAfterTests(await firefox.connect(address));
  }
  return closedAfterTests(await launchFirefox());
}

/** Starts a Chromium with further arguments. The caller closes it. */
export async function launchChromium(...args: readonly string[]): Promise<Browser> {
  return withActionLimit(await chromium.launch(chromiumOptions(args)));
}

/** Starts Debian's Firefox over WebDriver BiDi, as Playwright does with any Firefox but its own build. The caller closes it. */
export async function launchFirefox(): Promise<Browser> {
  return withActionLimit(await firefox.launch(firefoxOptions()));
}

function chromiumOptions(args: readonly string[] = []): LaunchOptions {
  return { executablePath: program('CHROME_BIN', '/usr/bin/chromium'), args: [...CHROMIUM_ARGS, ...args] };
}

function firefoxOptions(): LaunchOptions {
  return { channel: 'moz-firefox', executablePath: program('FIREFOX_BIN', '/usr/bin/firefox-esr') };
}

function closedAfterTests(browser: Browser): Browser {
  after(() => browser.close());
  return withActionLimit(browser);
}

function withActionLimit(browser: Browser): Browser {
  return browser.on('context', (context) => {
    context.setDefaultTimeout(ACTION_LIMIT_MS);
  });
}

/**
 * A Chromium and a Firefox for one test file alone. Files that a test uploads reach them by their paths; to a shared browser,
 * Playwright copies the content through a WebSocket, which takes seconds for 100 MB.
 */
export async function launchBrowsers(): Promise<readonly [chromium: Browser, firefox: Browser]> {
  const browsers = await Promise.all([launchChromium(), launchFirefox()]);
  after(() => Promise.all(browsers.map((browser) => browser.close())));
  return browsers;
}

/** Defines tests for each browser. The browsers work side by side: most of the time they wait for a reconnect. */
export async function inEveryBrowser(define: (browser: Browser) => void, browsersOf = openBrowsers): Promise<void> {
  const browsers = await browsersOf();
  suite('in every browser', { concurrency: browsers.length }, () => {
    for (const browser of browsers) {
      // One page at a time: only the one in front has the keyboard.
      suite(`in ${browser.browserType().name()}`, { concurrency: 1 }, () => define(browser));
    }
  });
}

/** A program's place: as the environment says, otherwise where Debian has it. */
export function program(variable: string, otherwise: string): string {
  return process.env[variable] ?? otherwise;
}
