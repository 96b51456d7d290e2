import type { Browser } from 'playwright-core';

/** What somebody who has never been here waits for. */
export interface FirstVisit {
  /** Headers and compressed bodies of everything that the first page loads, without its readings. */
  readonly transferredBytes: number;
  readonly requests: number;
  /** From the click on the link to the first row on the screen; the median. */
  readonly firstRowMs: number;
  readonly visits: number;
}

const VISITS = 9;

/** Files of the app; readings are as large as there are people. */
const FILES = /\.(?:js|css|html|svg|png|webmanifest)$|\/$/;

interface Loaded {
  readonly name: string;
  readonly transferSize: number;
}

/** Opens the page again and again, each time as somebody new. */
export async function measureFirstVisit(browser: Browser, url: string): Promise<FirstVisit> {
  const times: number[] = [];
  let files: readonly Loaded[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('vw-reading-row').first().waitFor();
    times.push(await page.evaluate<number>('performance.now()'));
    const loaded = await page.evaluate<readonly Loaded[]>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
         .map(({ name, transferSize }) => ({ name, transferSize }))`,
    );
    files = loaded.filter(({ name }) => FILES.test(new URL(name).pathname));
    await context.close();
  }
  times.sort((a, b) => a - b);
  return {
    transferredBytes: files.reduce((sum, { transferSize }) => sum + transferSize, 0),
    requests: files.length,
    firstRowMs: times[Math.floor(VISITS / 2)] ?? NaN,
    visits: VISITS,
  };
}
