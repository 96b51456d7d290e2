import { closeSync, mkdirSync, openSync } from 'node:fs';
import { StartError } from '../start-error.ts';

/**
 * Makes a data directory if it isn't there, for its owner alone: what is in it is about people's health, and what lets
 * others in. One that is there keeps its mode. @throws StartError
 */
export function makePrivateFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw unusableFolder(folder, cause);
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
