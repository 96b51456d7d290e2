import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives a finished file its name, so that after a power cut it is whole or not there at all. */
export function renameDurably(from: string, to: string): void {
  sync(from);
  renameSync(from, to);
  sync(dirname(to));
}

/**
 * Removes an unfinished SQLite file with the journal that a killed process may have left beside it: SQLite would write that into
 * the next file of this name.
 */
export function removeUnfinished(file: string): void {
  for (const each of [file, `${file}-journal`]) rmSync(each, { force: true });
}

function sync(path: string): void {
  // Windows can't open a folder, and needs no such thing.
  if (process.platform === 'win32' && path === dirname(path)) return;
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
