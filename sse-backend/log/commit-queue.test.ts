import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { reading } from '../testing/test-log.ts';
import { CommitQueue } from './commit-queue.ts';
import type { AppendRequest, Commit } from './commit.ts';

const READING: AppendRequest = { kind: 'readings', readings: [reading()], mode: 'each' };

function batch(count = 50): AppendRequest {
  const columns = { name: 'Name', temperature: 'Temperature' };
  return {
    kind: 'import-batch',
    batch: { id: 'i', from: 0, to: { bytes: 1, line: 1 }, rows: new Uint8Array(), count, columns },
  };
}

/** A disk that takes as long as the test says, by a clock that the test turns. */
class Disk {
  readonly queue = new CommitQueue({
    commit: (requests) => this.#commit(requests),
    onCommitted: () => undefined,
    elapsedMs: () => this.#now,
  });
  /** What each commit had, a letter a request: `r` for a reading, `i` for a batch of an import. */
  readonly commits: string[] = [];
  #now = 0;
  #finish: (outcome: 'done' | Error) => void = () => undefined;

  give(...requests: AppendRequest[]): Promise<unknown>[] {
    return requests.map((request) => this.queue.append(request));
  }

  /** The commit under way has taken so long. */
  async finish(ms = 1, outcome: 'done' | Error = 'done'): Promise<void> {
    this.#now += ms;
    this.#finish(outcome);
    await turn();
  }

  /** So much time goes by. */
  pass(ms: number): void {
    this.#now += ms;
  }

  #commit(requests: readonly AppendRequest[]): Promise<Commit> {
    this.commits.push(requests.map(({ kind }) => (kind === 'import-batch' ? 'i' : 'r')).join(''));
    const outcomes = requests.map(() => 'stored' as const);
    const state = { epoch: 'e', head: 0, oldest: 1, trimmedStoredAt: 0, newestStoredAt: 0 };
    return new Promise((resolve, reject) => {
      this.#finish = (outcome) =>
        outcome === 'done' ? resolve({ outcomes, runs: [], told: new Set(), state, walPages: 0 }) : reject(outcome);
    });
  }
}

test('batches of an import share commits while nothing else comes, up to 2,500 rows', async () => {
  const disk = new Disk();
  disk.give(...Array.from({ length: 120 }, () => batch()));
  await disk.finish();
  await disk.finish();
  await disk.finish();
  assert.deepEqual(
    disk.commits.map(({ length }) => length),
    [1, 50, 50, 19],
  );
});

test('a reading overtakes the batches that wait, and is never in one commit with them', async () => {
  const disk = new Disk();
  disk.give(batch(), batch(), READING, batch(), READING);
  await disk.finish();
  assert.deepEqual(disk.commits, ['i', 'rr']);
});

test('for a quarter of a second after a reading each batch is a commit of its own', async () => {
  const disk = new Disk();
  disk.give(READING, ...Array.from({ length: 5 }, () => batch()));
  await disk.finish();
  await disk.finish();
  disk.pass(250);
  await disk.finish();
  assert.deepEqual(disk.commits, ['r', 'i', 'i', 'iii']);
});

test('imports that are held let everything else go on, and go on when they no longer are', async () => {
  const disk = new Disk();
  const { promise, resolve } = Promise.withResolvers<void>();
  disk.queue.holdImports(promise);
  const [stored] = disk.give(batch());
  disk.give(READING);
  await disk.finish();
  assert.deepEqual(disk.commits, ['r']);
  resolve();
  await turn();
  await disk.finish();
  assert.equal(await stored, 'stored');
});

test("an import's own steps go first, but hold up none of its batches", async () => {
  const disk = new Disk();
  disk.give(batch(), batch(), batch(), { kind: 'begin-import', id: 'i' });
  await disk.finish();
  await disk.finish();
  assert.deepEqual(disk.commits, ['i', 'r', 'ii']);
});

test('a commit that fails refuses those that were in it, and the next ones are tried', async () => {
  const disk = new Disk();
  const [first, second] = disk.give(batch(), batch());
  const refused = assert.rejects(first as Promise<unknown>, /disk full/);
  await disk.finish(1, new Error('disk full'));
  await refused;
  await disk.finish();
  assert.equal(await second, 'stored');
});

test('draining stores also what is held', async () => {
  const disk = new Disk();
  disk.queue.holdImports(new Promise(() => {}));
  disk.give(batch(), batch());
  const drained = disk.queue.drained();
  await disk.finish();
  await drained;
  assert.deepEqual(disk.commits, ['ii']);
});

test('what waits is bounded: imports are refused when too much of them does, and readings go on', async () => {
  const disk = new Disk();
  disk.give(batch(200_000), batch(200_000));
  await assert.rejects(disk.queue.append(batch(1)), { code: 'too-busy' });
  const [stored] = disk.give(READING);
  await disk.finish();
  await disk.finish();
  assert.equal(await stored, 'stored');
});
