import { fork } from 'node:child_process';
import { join } from 'node:path';
import { StartError } from '../start-error.ts';

/** What the copying process reports. */
export type CopyMessage =
  | { readonly kind: 'progress'; readonly pages: number; readonly of: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly isStartError: boolean; readonly why: string };

/** Called with how much of a file has been copied. */
export type OnProgress = (done: { readonly pages: number; readonly of: number }) => void;

/** Timeout for a copy without progress. Without it a disk that hangs lets the server's write-ahead log grow without a bound. */
const STALL_MS = 120_000;

/** What is copied to where. */
export interface Copying {
  readonly source: string;
  readonly kind: 'log' | 'access';
  readonly target: string;
  readonly onProgress?: OnProgress;
  readonly stallMs?: number;
}

/**
 * Copies a SQLite file, as it is at one moment, in a child process. Killing the child ends its read transaction even while it is
 * suspended or waits for a disk. The child ends itself when this process is suspended.
 * @throws StartError when it isn't of that kind, or the copy stands still; Error when it can't be written
 */
export async function copyDatabase(copying: Copying): Promise<void> {
  const { source, kind, target, onProgress, stallMs = STALL_MS } = copying;
  // Detached into a new session, because Ctrl-Z suspends all foreground processes of a terminal.
  const child = fork(join(import.meta.dirname, 'copy-process.ts'), [source, kind, target, String(stallMs)], {
    detached: true,
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const ticking = setInterval(() => child.send('here', () => undefined), stallMs / 4);
  const stalled = setTimeout(() => reject(stoodStill(copying, stallMs)), stallMs);
  let copied = 0;
  child.on('message', (message: CopyMessage) => {
    if (message.kind === 'done') return resolve();
    if (message.kind === 'failed')
      return reject(message.isStartError ? new StartError(message.why) : new Error(message.why));
    // A step that copied nothing, as the target is locked, is no progress.
    if (message.pages > copied) stalled.refresh();
    copied = message.pages;
    onProgress?.(message);
  });
  child.on('error', reject);
  const exited = new Promise((gone) => child.on('exit', gone));
  void exited.then(() => reject(stoodStill(copying, stallMs)));
  try {
    await promise;
  } finally {
    clearInterval(ticking);
    clearTimeout(stalled);
    // The child holds its locks until it has exited.
    if (child.kill('SIGKILL')) await exited;
  }
}

function stoodStill({ source, target }: Copying, stallMs: number): StartError {
  return new StartError(
    `Copying ${source} stood still for ${stallMs / 1000} s or was ended, and was given up, so that the server's write-ahead ` +
      `log does not grow meanwhile; check the disk of ${target}, then try again.`,
  );
}
