import { chmodSync, constants, copyFileSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { lockDirectory } from '../log/lock.ts';
import { makePrivateFile } from '../sqlite/private-files.ts';
import { StartError } from '../start-error.ts';
import { becomeLog, extractAccess, readFacts, type BackupFacts } from './backup-tables.ts';
import type { DataFiles } from './backup.ts';
import { removeUnfinished, renameDurably } from './durable-files.ts';
import { ACCESS, BACKUP, expectWhole, reading } from './file-kinds.ts';
import { keepAside } from './keep-aside.ts';
import { renewAccess } from './renew-access.ts';
import { hasSeal, unseal } from './seal.ts';

/** What a restore did. */
export interface Restored extends BackupFacts {
  /** The folder with the files that were there before; `undefined` when there were none. */
  readonly aside: string | undefined;
}

/**
 * Puts a backup in the place of a server's files, which are kept aside. The log gets a new epoch, so that every client that comes
 * back is told that it isn't what it knew. Nothing in place is touched before all of the backup has been read and found whole.
 * @throws StartError when a server holds the directory, or the backup can't be used
 */
export async function restore(files: DataFiles, source: string): Promise<Restored> {
  if (!existsSync(source)) throw new StartError(`There is no ${source}; name a file that "backup FILE" wrote.`);
  const lock = lockDirectory(dirname(files.file));
  const parts = { file: `${files.file}.part`, accessFile: `${files.accessFile}.part` };
  try {
    const facts = await copyWhole(source, parts.file);
    await unpack(facts, parts);
    // A backup from before there were tokens has none to put in the place of those there are.
    const names = facts.hasAccess ? (['accessFile', 'file'] as const) : (['file'] as const);
    if (facts.hasAccess) await renewAccess(parts.accessFile, files.accessFile);
    const aside = keepAside(
      dirname(files.file),
      names.map((name) => files[name]),
    );
    // The log last: should the power fail in between, the same restore can be done again.
    for (const name of names) renameDurably(parts[name], files[name]);
    return { ...facts, aside };
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`${source} can't be restored (${why}); nothing was lost, try again.`, { cause });
  } finally {
    for (const part of Object.values(parts)) removeUnfinished(part);
    lock.release();
  }
}

/** Copies a backup to a name at which no server looks, and checks all of the copy. @throws StartError when it is damaged */
async function copyWhole(source: string, copy: string): Promise<BackupFacts> {
  removeUnfinished(copy);
  copyFileSync(source, copy, constants.COPYFILE_FICLONE);
  chmodSync(copy, 0o600);
  // Before SQLite opens it: of a damaged file it says no more than "disk image is malformed".
  const wasSealed = hasSeal(copy);
  if (wasSealed) await unseal(copy, source);
  const facts = await reading(copy, BACKUP, readFacts, source);
  // Its seal is missing, and with it perhaps more.
  if (facts.isSealed && !wasSealed) await unseal(copy, source);
  await reading(copy, BACKUP, (database) => expectWhole(database, source), source);
  return facts;
}

/** Makes a log of a copied backup, and beside it the file of tokens that is in it. */
async function unpack({ hasAccess }: BackupFacts, { file, accessFile }: DataFiles): Promise<void> {
  removeUnfinished(accessFile);
  const database = new DatabaseSync(file);
  try {
    if (hasAccess) {
      makePrivateFile(accessFile);
      extractAccess(database, accessFile);
    }
    becomeLog(database);
  } finally {
    database.close();
  }
  if (hasAccess) await reading(accessFile, ACCESS, (access) => expectWhole(access, accessFile));
}
