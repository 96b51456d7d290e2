import type { Browser } from 'playwright-core';

/** A file that the first page loads. */
export interface LoadedFile {
  readonly path: string;
  /** Bytes of the compressed body. */
  readonly bytes: number;
}

/** What somebody who has never been here waits for. */
export interface FirstVisit {
  /** Everything but the readings, which are as large as there are people. */
  readonly files: readonly LoadedFile[];
  /** From the click on the link until `selector` was on the screen. */
  readonly shownAfterMs: number;
}

const READINGS = /^\/(?:api|events)/;

/** Opens a page as somebody new, and closes it once `selector` is there. */
export async function visitFirst(browser: Browser, url: string, selector: string): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator(selector).first().waitFor();
    const shownAfterMs = await page.evaluate<number>('performance.now()');
    const loaded = await page.evaluate<readonly LoadedFile[]>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
         .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize }))`,
    );
    return { files: loaded.filter(({ path }) => !READINGS.test(path)), shownAfterMs };
  } finally {
    await context.close();
  }
}

/** Bytes of all files. */
export function transferredBytes({ files }: FirstVisit): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
