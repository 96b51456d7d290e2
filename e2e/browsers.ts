import { after, suite } from 'node:test';
import { chromium, firefox, type Browser } from 'playwright-core';

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

/** Chromium and Firefox as the machine has them (`CHROME_BIN`, `FIREFOX_BIN`), closed when the file's tests are done. */
export async function launchBrowsers(): Promise<readonly Browser[]> {
  const browsers = await Promise.all([launchChromium(), launchFirefox()]);
  after(() => Promise.all(browsers.map((browser) => browser.close())));
  return browsers;
}

/** Chromium alone, with further arguments; whoever launches it closes it. */
export function launchChromium(...args: readonly string[]): Promise<Browser> {
  const executablePath = program('CHROME_BIN', '/usr/bin/chromium');
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...args] });
}

/** Firefox alone, likewise; over WebDriver BiDi, the way to one that isn't Playwright's own build. */
export function launchFirefox(): Promise<Browser> {
  return firefox.launch({ channel: 'moz-firefox', executablePath: program('FIREFOX_BIN', '/usr/bin/firefox-esr') });
}

/** Defines tests for each browser. The browsers work side by side: most of the time they wait for a reconnect. */
export async function inEveryBrowser(define: (browser: Browser) => void): Promise<void> {
  const browsers = await launchBrowsers();
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
