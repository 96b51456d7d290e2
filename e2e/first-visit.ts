import type { Browser } from 'playwright-core';

/** A file that the first page loads. */
interface LoadedFile {
  readonly path: string;
  /** Bytes of the compressed body. */
  readonly bytes: number;
}

/** What somebody who has never been here waits for. */
export interface FirstVisit {
  /** Everything but the readings, which are as large as there are people. */
  readonly files: readonly LoadedFile[];
  /** From the click on the link until `selector` was on the screen, as the page's own clock has it. */
  readonly shownAfterMs: number;
}

const READINGS = /^\/(?:api|events)/;

/** Opens a page as somebody new, and closes it once `selector` is there. */
export async function visitFirst(browser: Browser, url: string, selector: string): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript({ content: noteWhenShown(selector) });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'commit' });
    const shownAfterMs = await page.evaluate<number>('whenShown');
    // The page goes on loading while it is asked: what it began to load later wasn't waited for.
    const loaded = await page.evaluate<readonly LoadedFile[]>(
      `[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
         .filter(({ startTime }) => startTime <= ${shownAfterMs})
         .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, bytes: encodedBodySize }))`,
    );
    return { files: loaded.filter(({ path }) => !READINGS.test(path)), shownAfterMs };
  } finally {
    await context.close();
  }
}

/** Put into a page: `whenShown` resolves to how many ms after its beginning `selector` was in it and painted. */
function noteWhenShown(selector: string): string {
  return `globalThis.whenShown = new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(${JSON.stringify(selector)})) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame((time) => resolve(time)));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
  });`;
}

/** Bytes of all files. */
export function transferredBytes({ files }: FirstVisit): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
