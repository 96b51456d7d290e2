import assert from 'node:assert/strict';
import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { AppError } from '../app-error.ts';
import type { ImportJob } from '../log/import-shapes.ts';
import { ImportFolder } from '../testing/import-folder.ts';
import { MemoryBook, newJob } from '../testing/memory-book.ts';
import { RESERVED_BYTES } from './disk-reserve.ts';
import { ImportQueue } from './import-queue.ts';
import { MOST_BATCHES_AHEAD } from './import-thread-protocol.ts';

const FULL = new AppError('no-room', 'Nothing was stored; free some room and send it again.');

/** What that means to whoever waits for an import. */
const IS_FULL =
  "The server's disk is full, but for what is kept for readings; free some room, and it goes on by itself.";

const CLOCK = { now: Date.now, isServerBehind: () => false };

/** A queue over a book and files, before its start. */
function setUp(t: TestContext) {
  const [book, files] = [new MemoryBook(), new ImportFolder(t)];
  const failures: unknown[] = [];
  const queue = new ImportQueue({ book, files, clock: CLOCK, onFailure: (error) => failures.push(error) });
  t.after(() => queue.close());
  const add = (id: string, rows: number | string) => {
    const content = typeof rows === 'string' ? rows : csvOf(rows);
    book.create(newJob({ id, totalBytes: files.write(id, content) }));
  };
  return { book, files, failures, queue, add };
}

function csvOf(rows: number): string {
  return `Name,Temperature,RFID\n${Array.from({ length: rows }, (_, index) => `Ada,36.6C,R${index}\n`).join('')}`;
}

function rfidsOf(book: MemoryBook, id: string): string[] {
  return book.rowsOf(id).map((row) => (row.kind === 'good' ? row.rfid : 'refused'));
}

function rfids(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `R${index}`);
}

async function over(book: MemoryBook, files: ImportFolder, id: string): Promise<ImportJob> {
  await book.until(() => book.job(id)?.phase === 'done');
  await files.gone(id);
  return book.job(id)!;
}

/** Resolves when the queue tells of a problem, or that there is none any more. */
function news(queue: ImportQueue): Promise<string> {
  return new Promise((resolve) => {
    const end = queue.onProblem((id) => {
      end();
      resolve(id);
    });
  });
}

test('an import is stored row for row, then its file is removed', async (t) => {
  const { book, files, failures, queue, add } = setUp(t);
  const phases: unknown[] = [];
  const remove = files.remove.bind(files);
  files.remove = (id) => {
    phases.push(book.job(id)?.phase);
    return remove(id);
  };
  await queue.start();
  add('a', 5000);
  queue.wake();
  const { outcome, place } = await over(book, files, 'a');
  assert.deepEqual([outcome, place.bytes], ['completed', Buffer.byteLength(csvOf(5000))]);
  assert.deepEqual(rfidsOf(book, 'a'), rfids(5000));
  assert.deepEqual({ phases, failures }, { phases: ['done'], failures: [] });
});

test('imports are carried out one at a time, oldest first', async (t) => {
  const { book, files, queue, add } = setUp(t);
  for (const id of ['a', 'b', 'c']) add(id, 1000);
  await queue.start();
  await over(book, files, 'c');
  assert.deepEqual([...book.begun], ['a', 'b', 'c']);
});

test('a file that can’t be read on ends its import, with the reason, and the next one comes', async (t) => {
  const { book, files, queue, add } = setUp(t);
  add('a', `${csvOf(300)}Ada,"36.6C`);
  add('b', 10);
  await queue.start();
  const { outcome, reason } = await over(book, files, 'a');
  assert.equal(outcome, 'failed');
  assert.match(reason ?? '', /^Line 302: a quote is opened here and never closed/);
  assert.equal(book.rowsOf('a').length, 300);
  assert.equal((await over(book, files, 'b')).outcome, 'completed');
});

test('a start removes the files of no unfinished import, and keeps the others', async (t) => {
  const { book, files, queue, add } = setUp(t);
  files.write('z', 'left behind');
  add('a', 10);
  book.gate = new Promise(() => {});
  await queue.start();
  assert.deepEqual([files.has('z'), files.has('a')], [false, true]);
});

test('stopped anywhere, an import goes on where it stands: no row is left out, none comes twice', async (t) => {
  const { book, files, failures, add } = setUp(t);
  add('a', 20_000);
  for (let stops = 1; stops <= 20; stops += 1) {
    const queue = new ImportQueue({ book, files, clock: CLOCK, onFailure: (error) => failures.push(error) });
    const batches = book.calls.append + (stops % 5);
    await queue.start();
    await book.until(() => book.calls.append > batches || book.job('a')?.phase === 'done');
    await queue.close();
  }
  const queue = new ImportQueue({ book, files, clock: CLOCK, onFailure: (error) => failures.push(error) });
  t.after(() => queue.close());
  await queue.start();
  await over(book, files, 'a');
  assert.deepEqual(rfidsOf(book, 'a'), rfids(20_000));
  assert.deepEqual(failures, []);
});

test('closing doesn’t wait for a storage that hangs', async (t) => {
  const { book, files, queue, add } = setUp(t);
  add('a', 5000);
  book.gate = new Promise(() => {});
  await queue.start();
  await book.until(() => book.open === 1);
  await queue.close();
  assert.deepEqual([book.job('a')?.phase, files.has('a')], ['processing', true]);
});

test('only so many batches are ahead of what is stored', async (t) => {
  const { book, files, queue, add } = setUp(t);
  add('a', 50 * 300);
  const { promise, resolve } = Promise.withResolvers<void>();
  book.gate = promise;
  await queue.start();
  await book.until(() => book.open === MOST_BATCHES_AHEAD);
  resolve();
  await over(book, files, 'a');
  assert.equal(book.mostOpen, MOST_BATCHES_AHEAD);
});

test('an import that waits can be cancelled, and is never begun', async (t) => {
  const { book, files, queue, add } = setUp(t);
  add('a', 1000);
  add('b', 1000);
  const { promise, resolve } = Promise.withResolvers<void>();
  book.gate = promise;
  await queue.start();
  await book.until(() => book.open > 0);
  assert.equal(await queue.cancel('b'), 'cancelled');
  assert.deepEqual([book.job('b')?.outcome, files.has('b')], ['cancelled', false]);
  resolve();
  assert.equal((await over(book, files, 'a')).outcome, 'completed');
  assert.deepEqual([...book.begun], ['a']);
});

test('an import that is under way can be cancelled; what is stored stays, and the next one comes', async (t) => {
  const { book, files, queue, add } = setUp(t);
  add('a', 100_000);
  add('b', 10);
  await queue.start();
  await book.until(() => book.rowsOf('a').length > 0);
  assert.equal(await queue.cancel('a'), 'cancelled');
  const stored = rfidsOf(book, 'a');
  assert.equal((await over(book, files, 'b')).outcome, 'completed');
  assert.deepEqual([book.job('a')?.outcome, files.has('a')], ['cancelled', false]);
  assert.deepEqual(rfidsOf(book, 'a'), stored);
  assert.deepEqual(stored, rfids(stored.length));
});

test('what is over, or unknown, can’t be cancelled', async (t) => {
  const { book, files, queue, add } = setUp(t);
  add('a', 1);
  await queue.start();
  await over(book, files, 'a');
  assert.deepEqual([await queue.cancel('a'), await queue.cancel('x')], ['over', 'unknown']);
});

test('while the log can’t store, an import says why, tries again after longer and longer, and goes on by itself', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { book, files, failures, queue, add } = setUp(t);
  add('a', 10_000);
  await queue.start();
  await book.until(() => book.rowsOf('a').length > 1000);
  const told = news(queue);
  book.failure = FULL;
  assert.equal(await told, 'a');
  assert.equal(queue.problemOf('a'), IS_FULL);
  for (const seconds of [1, 2, 4, 8, 8]) {
    const { begin } = book.calls;
    t.mock.timers.tick(seconds * 1000 - 1);
    await turn();
    assert.equal(book.calls.begin, begin);
    t.mock.timers.tick(1);
    await book.until(() => book.calls.begin === begin + 1);
    await turn();
  }
  book.failure = undefined;
  const solved = news(queue);
  t.mock.timers.tick(8000);
  assert.equal(await solved, 'a');
  assert.equal(queue.problemOf('a'), undefined);
  assert.equal((await over(book, files, 'a')).outcome, 'completed');
  assert.deepEqual(rfidsOf(book, 'a'), rfids(10_000));
  assert.deepEqual(failures, [FULL]);
});

test('an import leaves room on the disk for readings, and for its own end', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { book, files, failures, queue, add } = setUp(t);
  add('a', 20_000);
  await queue.start();
  await book.until(() => book.rowsOf('a').length > 0);
  const told = news(queue);
  files.free = RESERVED_BYTES - 1;
  await told;
  assert.equal(queue.problemOf('a'), IS_FULL);
  const stored = book.rowsOf('a').length;
  assert.ok(stored < 20_000);
  const again = failures.length;
  t.mock.timers.tick(1000);
  await turn();
  assert.deepEqual([book.rowsOf('a').length, failures.length], [stored, again]);
  files.free = RESERVED_BYTES;
  t.mock.timers.tick(8000);
  assert.equal((await over(book, files, 'a')).outcome, 'completed');
  assert.deepEqual(rfidsOf(book, 'a'), rfids(20_000));
});

test('storage that fails for another reason than its room is told as that', async (t) => {
  const { book, queue, add } = setUp(t);
  add('a', 10);
  book.failure = new AppError('storage-unavailable', 'The file is locked; try again later.');
  const told = news(queue);
  await queue.start();
  await told;
  assert.equal(queue.problemOf('a'), "The server's log can't be written to for now; it is tried again by itself.");
});

test('an import with a problem can be cancelled as soon as that can be stored, and not before', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { book, files, queue, add } = setUp(t);
  add('a', 10);
  add('b', 10);
  book.failure = FULL;
  const told = news(queue);
  await queue.start();
  await told;
  await assert.rejects(queue.cancel('a'), { code: 'no-room' });
  assert.deepEqual([queue.problemOf('a'), files.has('a')], [IS_FULL, true]);
  book.failure = undefined;
  assert.equal(await queue.cancel('a'), 'cancelled');
  await over(book, files, 'a');
  assert.equal(queue.problemOf('a'), undefined);
  assert.equal((await over(book, files, 'b')).outcome, 'completed');
});

test('closing ends the wait for the next try', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { book, queue, add } = setUp(t);
  add('a', 10);
  book.failure = FULL;
  const told = news(queue);
  await queue.start();
  await told;
  await queue.close();
  assert.equal(book.calls.begin, 1);
});

test('a thread that dies is a failure that is told, and the import is tried again after a while', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { book, files, failures, queue } = setUp(t);
  const path = files.pathOf('a');
  mkdirSync(path);
  book.create(newJob({ id: 'a', totalBytes: statSync(path).size }));
  const told = news(queue);
  await queue.start();
  await told;
  assert.match(queue.problemOf('a') ?? '', /^The import was interrupted by a fault of the server/);
  assert.deepEqual([failures.length, (failures[0] as NodeJS.ErrnoException).code], [1, 'EISDIR']);
  rmdirSync(path);
  book.create(newJob({ id: 'a', totalBytes: files.write('a', csvOf(10)) }));
  t.mock.timers.tick(1000);
  assert.equal((await over(book, files, 'a')).outcome, 'completed');
  assert.deepEqual(rfidsOf(book, 'a'), rfids(10));
});

test('rows as long as they may be, of any characters, fit into the memory of the thread', async (t) => {
  const { book, files, failures, queue, add } = setUp(t);
  const cell = '\u0001日'.repeat(32_000);
  add('a', `Name,Temperature,RFID,Note\n${`${cell},${cell},${cell},${cell}\n`.repeat(40)}`);
  await queue.start();
  assert.equal((await over(book, files, 'a')).outcome, 'completed');
  assert.deepEqual(failures, []);
  assert.equal(book.rowsOf('a').length, 40);
});

/** What follows from what has happened has happened then. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
