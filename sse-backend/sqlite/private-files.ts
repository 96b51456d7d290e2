import { closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StartError } from '../start-error.ts';

/**
 * Creates a data directory and the folders above it, readable by its owner only: it has health data and secrets. An existing
 * one keeps its mode. @throws StartError
 */
export function makePrivateFolder(folder: string): void {
  try {
    makeFolders(resolve(folder));
  } catch (cause) {
    throw unusableFolder(folder, cause);
  }
}

/** Not by `mkdirSync` with `recursive`: below /proc it never returns. */
function makeFolders(folder: string): void {
  const parent = dirname(folder);
  if (!existsSync(parent)) makeFolders(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}

/** Makes an empty file for its owner alone; one that is there stays as it is. SQLite gives a file's mode to its WAL too. */
export function makePrivateFile(file: string): void {
  if (file === ':memory:') return;
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Why nothing can be kept in a data directory. */
export function unusableFolder(folder: string, cause: unknown): StartError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StartError(
    `The data directory ${folder} can't be written to (${why}); make it writable or give --data another directory.`,
    { cause },
  );
}
