import type { Browser, CDPSession, Page } from 'playwright-core';

/** What a page costs while readings pour in. Busy: CPU time of the main thread, in percent of the time that passed. */
export interface PageCost {
  readonly busyWatching: number;
  readonly busyScrolling: number;
  readonly busy: number;
  readonly framesPerSecond: number;
  readonly longestTaskMs: number;
  readonly heapGrowthBytes: number;
  readonly eventsPerSecond: number;
}

/** What is measured: a page is ready once `ready` is there; `scroller` is what scrolls. */
export interface PageScenario {
  readonly ready: string;
  readonly scroller: 'page' | 'cdk-virtual-scroll-viewport';
  readonly seconds: number;
}

/** As fast as a wheel is turned: its notches a second, and what a notch scrolls. */
const NOTCHES_A_SECOND = 20;
const NOTCH_PX = 120;

/** Long enough for everyone to have been measured, for code to be compiled and for caches to be full. */
const WARM_UP_MS = 20_000;

/** Counts what only the page itself sees. */
const PROBE = `
  window.cost = { longest: 0, frames: 0, events: 0 };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) cost.longest = Math.max(cost.longest, duration);
  }).observe({ entryTypes: ['longtask'] });
  cost.count = () => { cost.frames += 1; cost.request = requestAnimationFrame(cost.count); };
  const Native = EventSource;
  window.EventSource = class extends Native {
    constructor(...given) { super(...given); super.addEventListener('message', () => { cost.events += 1; }); }
  };
`;

/** Watches, then scrolls and sorts, then watches again: three equal parts. */
export async function measurePage(browser: Browser, url: string, scenario: PageScenario): Promise<PageCost> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addInitScript(PROBE);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    // In CPU time: by the wall clock, whatever else runs on the two cores would count as the page's work.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.goto(url);
    await page.locator(scenario.ready).first().waitFor();
    await scrollAndSort(page, scenario, 2);
    await page.waitForTimeout(WARM_UP_MS);
    return await measure(page, devtools, scenario);
  } finally {
    await context.close();
  }
}

async function measure(page: Page, devtools: CDPSession, scenario: PageScenario): Promise<PageCost> {
  const part = scenario.seconds / 3;
  const heapBefore = await heapBytes(devtools);
  await page.evaluate('Object.assign(cost, { longest: 0, frames: 0, events: 0 })');
  const start = await look(page, devtools);
  await page.waitForTimeout(part * 1_000);
  const watched = await look(page, devtools);
  // Only now: asking for frames makes the page draw more of them than it needs.
  await page.evaluate('cost.count()');
  await scrollAndSort(page, scenario, part);
  await page.evaluate('cancelAnimationFrame(cost.request)');
  const scrolled = await look(page, devtools);
  await page.waitForTimeout(part * 1_000);
  const end = await look(page, devtools);
  return {
    busyWatching: busy(start, watched),
    busyScrolling: busy(watched, scrolled),
    busy: busy(start, end),
    framesPerSecond: (scrolled.frames - watched.frames) / (scrolled.atSeconds - watched.atSeconds),
    longestTaskMs: end.longest,
    heapGrowthBytes: (await heapBytes(devtools)) - heapBefore,
    eventsPerSecond: (end.events - start.events) / (end.atSeconds - start.atSeconds),
  };
}

/** The wheel turns all the time, and every other second somebody sorts by another column, where there are any. */
async function scrollAndSort(page: Page, { scroller }: PageScenario, seconds: number): Promise<void> {
  if (scroller === 'page') await page.mouse.move(640, 500);
  else await page.locator(scroller).hover();
  const sorters = await page.getByRole('columnheader').getByRole('button').all();
  const until = Date.now() + seconds * 1_000;
  for (let turn = 0; Date.now() < until; turn += 1) {
    await page.mouse.wheel(0, turn % 100 < 50 ? NOTCH_PX : -NOTCH_PX);
    await page.waitForTimeout(1_000 / NOTCHES_A_SECOND);
    const sorter = sorters[Math.floor(turn / 40) % Math.max(1, sorters.length)];
    if (turn % 40 === 39) await sorter?.evaluate((button: { click(): void }) => button.click());
  }
}

interface Look {
  readonly atSeconds: number;
  readonly taskSeconds: number;
  readonly frames: number;
  readonly longest: number;
  readonly events: number;
}

async function look(page: Page, devtools: CDPSession): Promise<Look> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? NaN;
  const seen = await page.evaluate<Pick<Look, 'frames' | 'longest' | 'events'>>(
    '({ frames: cost.frames, longest: cost.longest, events: cost.events })',
  );
  return { atSeconds: performance.now() / 1_000, taskSeconds: metric('TaskDuration'), ...seen };
}

function busy(from: Look, to: Look): number {
  return ((to.taskSeconds - from.taskSeconds) / (to.atSeconds - from.atSeconds)) * 100;
}

async function heapBytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize;
}
