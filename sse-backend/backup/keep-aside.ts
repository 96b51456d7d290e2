import { constants, copyFileSync, existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Keeps files that are about to be replaced, in a folder beside them whose name says when; gives that folder, `undefined` when
 * there was none of them. In place they stay as well until they are replaced, so that there is no moment without them.
 */
export function keepAside(folder: string, files: readonly string[]): string | undefined {
  const present = files.filter((file) => existsSync(file));
  if (present.length === 0) return undefined;
  const aside = join(folder, `replaced-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`);
  mkdirSync(aside, { mode: 0o700 });
  for (const file of present) {
    for (const part of [file, `${file}-wal`]) if (existsSync(part)) linkOrCopy(part, join(aside, basename(part)));
    mergeWal(file);
    // What couldn't be merged is aside, and must not be taken for a part of the file that comes in this one's place.
    for (const rest of [`${file}-wal`, `${file}-shm`]) rmSync(rest, { force: true });
  }
  return aside;
}

/** Not every file system has links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
  }
}

/** Brings what a killed server left in the WAL into the file, should the power fail before it is replaced. */
function mergeWal(file: string): void {
  try {
    const database = new DatabaseSync(file);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
  } catch {
    // It is damaged, which is why somebody restores a backup.
    return;
  }
}
