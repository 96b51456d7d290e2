import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../start-error.ts';

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
export function lockDirectory(directory: string): DirectoryLock {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (cause) {
    throw unusable(directory, cause);
  }
  const database = openLockFile(directory);
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    if (isBusy(cause)) {
      throw new StartError(
        `The data directory ${directory} is held by another running server; stop that one or give --data another directory.`,
        { cause },
      );
    }
    throw unusable(directory, cause);
  }
  return { release: () => database.close() };
}

function openLockFile(directory: string): DatabaseSync {
  try {
    return new DatabaseSync(join(directory, 'server.lock'));
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function unusable(directory: string, cause: unknown): StartError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StartError(
    `The data directory ${directory} can't be written to (${why}); make it writable or give --data another directory.`,
    { cause },
  );
}
