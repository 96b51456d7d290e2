import { FakeBrowser } from './browser.fake';
import type { FakeTab } from './tab.fake';

const RUNS = 6;
const STEPS = 40;
const MOST_TABS = 6;

describe('Tabs in a storm', () => {
  for (let run = 0; run < RUNS; run += 1) {
    const seed = Math.floor(Math.random() * 2 ** 32);

    it(`each have every event once and in order, or are told to load anew (${run + 1} of ${RUNS})`, async () => {
      const browser = new FakeBrowser();
      const draw = drawing(seed);
      try {
        for (let step = 0; step < STEPS; step += 1) await takeStep(browser, draw);
        const present = browser.tabs.filter((tab) => !tab.isClosed);
        for (const tab of present) tab.page.resume();
        // Long enough for a leader that is stuck to be replaced, as somebody looks.
        present[0]?.page.show();
        for (let second = 0; second < 12; second += 1) {
          await browser.settle();
          browser.pass(1_000);
        }
        browser.server.append();
        await browser.untilAllKnow(present);
        expect(browser.tabs.flatMap((tab) => tab.problems))
          .withContext(`seed ${seed}`)
          .toEqual([]);
        expect(browser.server.open.length).withContext(`seed ${seed}`).toBe(Math.min(1, present.length));
      } catch (error) {
        fail(`seed ${seed}: ${String(error)}`);
      } finally {
        browser.close();
      }
    });
  }
});

async function takeStep(browser: FakeBrowser, draw: (count: number) => number): Promise<void> {
  const present = browser.tabs.filter((tab) => !tab.isClosed);
  const tab: FakeTab | undefined = present[draw(present.length)];
  const deeds = [
    () => browser.server.append(1 + draw(5)),
    () => browser.server.append(1 + draw(5)),
    () => present.length < MOST_TABS && browser.openTab(),
    () => present.length < MOST_TABS && browser.openTab(),
    () => tab?.close(),
    () => tab?.page.freeze(),
    () => tab?.page.resume(),
    () => tab?.page.hide(),
    () => tab?.page.show(),
    () => tab?.load(),
    () => browser.server.open[0]?.refuse(),
    () => browser.stickLeader(),
    () => browser.server.cut(),
    () => browser.server.cutForLong(),
  ];
  const doNext: () => unknown = deeds[draw(deeds.length)]!;
  await doNext();
  // Now and then the next thing happens before this one is known everywhere.
  if (draw(3) > 0) await browser.settle();
  browser.pass(draw(4) * 400);
}

/** Whole numbers from 0 to below a bound, the same for the same seed (Mulberry32). */
function drawing(seed: number): (count: number) => number {
  let state = seed >>> 0;
  return (count) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * count);
  };
}
