import { closeSync, existsSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateFile } from '../sqlite/private-files.ts';
import { StartError } from '../start-error.ts';
import { becomeBackup, readFacts, type BackupFacts } from './backup-tables.ts';
import { copyDatabase, type OnProgress } from './copy.ts';
import { removeUnfinished, renameDurably } from './durable-files.ts';
import { BACKUP, expectWhole, reading } from './file-kinds.ts';
import { seal } from './seal.ts';

/** The files of a server that belong into a backup. */
export interface DataFiles {
  /** The log's. */
  readonly file: string;
  readonly accessFile: string;
}

/**
 * Copies a server's files into one that has both, whether it runs or not: the log and the tokens each as they were at one
 * moment after the call, and never held up. Nothing is there under the name `target` before it is whole, checked and on disk.
 * @throws StartError when there is no log, `target` is there already or can't be written
 */
export async function backUp(
  { file, accessFile }: DataFiles,
  target: string,
  onProgress: OnProgress,
): Promise<BackupFacts> {
  if (!existsSync(file)) throw new StartError(`There is no log at ${file}; give the server's --data, and its --demo.`);
  if (existsSync(target)) throw new StartError(`${target} is there already; remove it, or name another file.`);
  const madeAt = new Date().toISOString();
  const part = `${target}.part`;
  const accessPart = `${target}.access.part`;
  makeNew(part);
  try {
    await copyDatabase({ source: file, kind: 'log', target: part, onProgress });
    const hasAccess = existsSync(accessFile);
    if (hasAccess) {
      // A killed backup may have left one. No other backup uses this name while `part` is ours.
      removeUnfinished(accessPart);
      makePrivateFile(accessPart);
      await copyDatabase({ source: accessFile, kind: 'access', target: accessPart });
    }
    finish(part, (database) => becomeBackup(database, madeAt, hasAccess ? accessPart : undefined));
    const facts = await reading(part, BACKUP, (database) => {
      expectWhole(database, part);
      return readFacts(database);
    });
    await seal(part);
    renameDurably(part, target);
    return facts;
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`${target} can't be written (${why}); nothing was kept of it.`, { cause });
  } finally {
    for (const rest of [part, accessPart]) removeUnfinished(rest);
  }
}

/** Two backups into one file at once would spoil each other, and what was left by one that was cut off tells of that. */
function makeNew(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new StartError(`${file} is there: another backup writes it, or one was cut off; then remove it.`, {
        cause,
      });
    }
    throw new StartError(`${file} can't be written (${String(cause)}); name a file in another directory.`, { cause });
  }
}

function finish(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  try {
    // A single file, without the WAL that a copied log still speaks of.
    database.exec('PRAGMA journal_mode = DELETE');
    work(database);
  } finally {
    database.close();
  }
}
