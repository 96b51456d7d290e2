import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { EventLog } from '../log/event-log.ts';
import { numbered, numberedFrames } from '../testing/sample-events.ts';
import { openLog, reading } from '../testing/test-log.ts';
import { MOST_PER_PAGE } from './page.ts';
import { ReplayPages } from './replay-pages.ts';

/** A real log that tells which pages were read from it. */
async function countingLog(t: TestContext, events: number): Promise<{ log: EventLog; reads: number[] }> {
  const log = await openLog(t, { file: ':memory:' });
  await log.append(numbered(1, events), 'each');
  const reads: number[] = [];
  const between = log.between.bind(log);
  log.between = (after, last) => {
    reads.push(after);
    return between(after, last);
  };
  return { log, reads };
}

function pagesOf(log: EventLog, maxBytes = 1_000_000): ReplayPages {
  const read = (after: number) => log.between(after, after + MOST_PER_PAGE);
  return new ReplayPages({ read, idOf: (sequence) => log.idOf(sequence), maxBytes });
}

test('clients anywhere within a page share one reading and one encoding of it', async (t) => {
  const { log, reads } = await countingLog(t, 2 * MOST_PER_PAGE);
  const pages = pagesOf(log);
  const together = await Promise.all([0, 1, 30, MOST_PER_PAGE - 1].map((sequence) => pages.after(sequence)));
  const later = await pages.after(50);
  assert.deepEqual(reads, [0]);
  assert.equal(new Set([...together, later]).size, 1);
  assert.equal(later.page.frames.toString(), numberedFrames(log, 1, MOST_PER_PAGE));
  const next = await pages.after(MOST_PER_PAGE);
  assert.deepEqual([next.page.after, next.page.last], [MOST_PER_PAGE, 2 * MOST_PER_PAGE]);
});

test('a page that still grows is not remembered', async (t) => {
  const { log, reads } = await countingLog(t, 10);
  const pages = pagesOf(log);
  assert.equal((await pages.after(3)).page.last, 10);
  await log.append([reading()], 'each');
  assert.equal((await pages.after(3)).page.last, 11);
  assert.deepEqual(reads, [0, 0]);
});

test('what is remembered is bounded in bytes; the page read longest ago goes first', async (t) => {
  const { log, reads } = await countingLog(t, 3 * MOST_PER_PAGE);
  const pageBytes = numberedFrames(log, 1, MOST_PER_PAGE).length;
  const pages = pagesOf(log, pageBytes * 2.5);
  for (const start of [0, 1, 2, 1, 2, 0]) await pages.after(start * MOST_PER_PAGE);
  assert.deepEqual(reads, [0, MOST_PER_PAGE, 2 * MOST_PER_PAGE, 0]);
});

test('a reading that fails is not remembered: the next client tries again', async (t) => {
  const { log } = await countingLog(t, MOST_PER_PAGE);
  const pages = pagesOf(log);
  const between = log.between.bind(log);
  log.between = () => Promise.reject(new Error('the disk is gone'));
  await assert.rejects(pages.after(0), /the disk is gone/);
  log.between = between;
  assert.equal((await pages.after(0)).page.last, MOST_PER_PAGE);
});

test('events that retention removed are missing from the page, which tells the oldest that was kept', async (t) => {
  const log = await openLog(t, { file: ':memory:', retainEvents: 10 });
  await log.append(numbered(1, 30), 'each');
  const { page, oldest } = await pagesOf(log).after(0);
  assert.equal(page.frames.toString(), numberedFrames(log, 21, 30));
  assert.equal(oldest, 21);
});
