// `npm run bench -- dashboard`: what 10,000 people at 1,000 readings a second cost a page, ours beside the tutorial's way, and
// what the first visit costs. `--quick` takes 15 s a page instead of 60.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ServerProcess } from '../sse-backend/testing/server-process.ts';
import { launchChromium } from '../e2e/browsers.ts';
import { transferredBytes, visitFirst, type FirstVisit } from '../e2e/first-visit.ts';
import { exitCode, ROOT, runNode } from '../scripts/processes.ts';
import { measurePage, type PageCost } from './page-cost.ts';

const PEOPLE = 10_000;
const SECONDS = process.argv.includes('--quick') ? 15 : 60;

const VISITS = 9;

const DEMO = ['--demo', '--demo-people', String(PEOPLE), '--demo-interval', '1ms'];

await build();

const browser = await launchChromium();
console.log(`${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Chromium ${browser.version()}`);
console.log(`${PEOPLE} people, 1,000 readings a second, ${SECONDS} s a page, at 1280 × 800\n`);
try {
  const ours = await withServer('dist/browser', async (url) => {
    await printFirstVisits(url);
    return measurePage(browser, url, { ready: 'vw-reading-row', scroller: 'page', seconds: SECONDS });
  });
  const tutorial = await withServer('dist-tutorial/browser', (url) =>
    measurePage(browser, url, { ready: 'b', scroller: 'cdk-virtual-scroll-viewport', seconds: SECONDS }),
  );
  print({ Vitalwire: ours, 'the tutorial’s way': tutorial });
} finally {
  await browser.close();
}

async function printFirstVisits(url: string): Promise<void> {
  const visits: FirstVisit[] = [];
  for (let visit = 0; visit < VISITS; visit += 1) visits.push(await visitFirst(browser, url, 'vw-reading-row'));
  const times = visits.map(({ shownAfterMs }) => shownAfterMs).sort((a, b) => a - b);
  const median = visits.find(({ shownAfterMs }) => shownAfterMs === times[Math.floor(VISITS / 2)]);
  if (!median) return;
  console.log(
    `first visit: ${(transferredBytes(median) / 1000).toFixed(1)} kB in ${median.files.length} files, ` +
      `first row after ${median.shownAfterMs.toFixed(0)} ms (median of ${VISITS})\n`,
  );
}

async function build(): Promise<void> {
  const builder = runNode(['scripts/build.ts', 'vitalwire', 'tutorial'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if ((await exitCode(builder)) !== 0) throw new Error('The pages could not be built.');
}

/** A server of its own for each page: what one page asks must not cost the other. */
async function withServer<T>(folder: string, use: (url: string) => Promise<T>): Promise<T> {
  const data = mkdtempSync(join(tmpdir(), 'vitalwire-bench-'));
  const server = await ServerProcess.start([...DEMO, '--data', data, '--static', join(ROOT, folder)]);
  try {
    return await use(server.url);
  } finally {
    await server.kill9();
    rmSync(data, { recursive: true });
  }
}

function print(costs: Readonly<Record<string, PageCost>>): void {
  const lines: readonly (readonly [string, (cost: PageCost) => string])[] = [
    ['main thread busy, watching', (cost) => `${cost.busyWatching.toFixed(1)} %`],
    ['main thread busy, scrolling and sorting', (cost) => `${cost.busyScrolling.toFixed(1)} %`],
    ['main thread busy, over all', (cost) => `${cost.busy.toFixed(1)} %`],
    ['frames a second, scrolling and sorting', (cost) => cost.framesPerSecond.toFixed(1)],
    ['longest task', (cost) => `${cost.longestTaskMs.toFixed(0)} ms`],
    ['heap growth after collection', (cost) => `${(cost.heapGrowthBytes / 2 ** 20).toFixed(1)} MiB`],
    ['readings shown of those sent', (cost) => `${cost.eventsPerSecond.toFixed(0)} a second`],
  ];
  const names = Object.keys(costs);
  console.log(['', ...names].map((text, index) => text.padEnd(index === 0 ? 42 : 20)).join(''));
  for (const [label, tell] of lines) {
    console.log([label.padEnd(42), ...names.map((name) => (costs[name] ? tell(costs[name]) : '').padEnd(20))].join(''));
  }
}
