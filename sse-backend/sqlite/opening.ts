import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../start-error.ts';
import { describeFailure, isBusy } from './failure.ts';
import { makePrivateFile } from './private-files.ts';

/** Pause between two attempts to open a file that another connection has locked. */
const RETRY_MS = 5;

/**
 * Opens a file of ours, and says in one line what to do when that isn't possible. `what` it is meant to be: `a log`.
 * @throws StartError
 */
export function opening<T>(file: string, what: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    if (isBusy(cause)) {
      throw new StartError(`${file} is held by another program (${why}); close that one, or try again.`, { cause });
    }
    // Bringing a file up to date takes as much room again; a backup from before would need it as well.
    const remedy = describeFailure(cause).kind === 'full' ? 'free some room' : 'restore it from a backup';
    throw new StartError(
      `${file} can't be opened as ${what} (${why}); it was left as it is: ${remedy} or give --data another directory.`,
      { cause },
    );
  }
}

/**
 * Opens a file for writing, new (then for its owner alone) or existing, and has its schema brought up to date. Waits up to
 * `patienceMs` while another process holds the file.
 *
 * WAL lets readers read while a commit is written; FULL syncs the WAL at every commit, so that what was acknowledged
 * survives a power cut, not only a crash.
 */
export function openDurable(
  file: string,
  patienceMs: number,
  bringUpToDate: (database: DatabaseSync) => void,
): DatabaseSync {
  makePrivateFile(file);
  const database = new DatabaseSync(file, { timeout: patienceMs });
  try {
    retryWhileBusy(patienceMs, () => {
      if (database.isTransaction) database.exec('ROLLBACK');
      bringUpToDate(database);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    });
    // Without a limit the WAL keeps the size of the longest burst ever seen.
    database.exec('PRAGMA journal_size_limit = 67108864');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Repeats work that another connection's lock prevents. SQLite's own timeout doesn't cover all locks: the change to WAL fails at
 * once while another connection is about to write, as when several processes make the same file.
 */
function retryWhileBusy(patienceMs: number, work: () => void): void {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}
