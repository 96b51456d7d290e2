import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isBusy } from '../sqlite/failure.ts';
import { makePrivateFile, makePrivateFolder, unusableFolder } from '../sqlite/private-files.ts';
import { StartError } from '../start-error.ts';

/**
 * Time that locking may take. Of two servers that lock a directory at the same moment each can keep the other from it, so that
 * without repeated attempts neither starts.
 */
const LOCK_PATIENCE_MS = 500;

/** A data directory that is ours until released. */
export interface DirectoryLock {
  release(): void;
}

/**
 * Makes the directory if need be and holds it for this process. Two servers on one log would give the same sequences to
 * different events.
 *
 * The lock is an open exclusive transaction on an empty SQLite file, as Node has no `flock`: the operating system frees it
 * however the process ends, kill -9 included, so no stale lock is ever left to be removed by hand.
 * @throws StartError when another server holds it, or the directory can't be written to
 */
export function lockDirectory(directory: string, patienceMs = LOCK_PATIENCE_MS): DirectoryLock {
  makePrivateFolder(directory);
  const database = openLockFile(directory, patienceMs);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (isBusy(cause)) {
      throw new StartError(
        `The data directory ${directory} is held by another running server; stop that one or give --data another directory.`,
        { cause },
      );
    }
    throw unusableFolder(directory, cause);
  }
  return { release: () => database.close() };
}

/** The file that the lock of a directory is on: without it at its path, another server could start beside this one. */
export function lockFileIn(directory: string): string {
  return join(directory, 'server.lock');
}

function openLockFile(directory: string, patienceMs: number): DatabaseSync {
  const file = lockFileIn(directory);
  try {
    makePrivateFile(file);
    return new DatabaseSync(file, { timeout: patienceMs });
  } catch (cause) {
    throw unusableFolder(directory, cause);
  }
}
