// The process that copies a file for a backup. While it copies, the server can't begin its write-ahead log anew.
import { backup } from 'node:sqlite';
import { StartError } from '../start-error.ts';
import type { CopyMessage } from './copy.ts';
import { ACCESS, LOG, reading } from './file-kinds.ts';

/** 4 MiB: after each the progress is reported. */
const PAGES_PER_STEP = 1000;

const [source = '', kind, target = '', longestSilence] = process.argv.slice(2);
let lastHeardAt = performance.now();
process.on('message', () => (lastHeardAt = performance.now()));
process.on('disconnect', end);
// The parent was suspended (Ctrl-Z) or hangs, so it would not kill this process if the disk hung too.
setInterval(
  () => {
    if (performance.now() - lastHeardAt > Number(longestSilence)) end();
  },
  Number(longestSilence) / 4,
);

await copy().then(
  () => send({ kind: 'done' }),
  (error: unknown) => send({ kind: 'failed', isStartError: error instanceof StartError, why: messageOf(error) }),
);

function copy(): Promise<unknown> {
  return reading(source, kind === 'log' ? LOG : ACCESS, async (database) => {
    // Within a read transaction it is one moment's copy; without one every commit of the server would begin it anew.
    database.exec('BEGIN');
    database.prepare('SELECT 1 FROM sqlite_schema').get();
    await backup(database, target, {
      rate: PAGES_PER_STEP,
      progress: ({ totalPages: of, remainingPages }) => send({ kind: 'progress', pages: of - remainingPages, of }),
    });
  });
}

function send(message: CopyMessage): void {
  // Errors are ignored: when the parent is gone, the disconnection ends this process.
  process.send?.(message, undefined, undefined, () => undefined);
}

/** Ends at once, also when a thread of this process waits for a disk. */
function end(): void {
  process.kill(process.pid, 'SIGKILL');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
