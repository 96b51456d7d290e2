import { DatabaseSync } from 'node:sqlite';
import { ACCESS_SCHEMA } from '../access/access-database.ts';
import { LOG_APPLICATION_ID, MIGRATIONS } from '../log/schema.ts';
import { describeFailure } from '../sqlite/failure.ts';
import { StartError } from '../start-error.ts';

/** A kind of SQLite file of ours. */
export interface FileKind {
  readonly what: string;
  readonly applicationId: number;
  /** The newest schema that this program knows of it. */
  readonly newest: number;
}

export const LOG: FileKind = { what: 'a log', applicationId: LOG_APPLICATION_ID, newest: MIGRATIONS.length };

/** "VITB": a backup has a log's tables, but neither can be taken for the other. */
export const BACKUP: FileKind = { what: 'a backup', applicationId: 0x56495442, newest: MIGRATIONS.length };

export const ACCESS: FileKind = {
  what: 'a file of tokens',
  applicationId: ACCESS_SCHEMA.applicationId,
  newest: ACCESS_SCHEMA.steps.length,
};

/**
 * Opens a file of ours for reading, and closes it afterwards.
 * @param name the file's name in error messages
 * @throws StartError when it isn't of that kind, or damaged
 */
export async function reading<T>(
  file: string,
  kind: FileKind,
  read: (database: DatabaseSync) => T | Promise<T>,
  name = file,
): Promise<T> {
  try {
    const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    try {
      expectKind(database, name, kind);
      return await read(database);
    } finally {
      database.close();
    }
  } catch (cause) {
    throw explained(cause, name, kind);
  }
}

/** Reads the whole file to see that nothing in it is damaged. @throws StartError */
export function expectWhole(database: DatabaseSync, file: string): void {
  const found = database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
  if (found === 'ok') return;
  throw new StartError(`${file} is damaged (${String(found).split('\n').at(-1) ?? ''}); it can't be used.`);
}

function expectKind(database: DatabaseSync, file: string, { what, applicationId, newest }: FileKind): void {
  const pragma = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
  if (pragma('application_id') !== applicationId) {
    throw new StartError(`${file} is not ${what} of this program; give another file.`);
  }
  const version = pragma('user_version');
  if (version <= newest) return;
  throw new StartError(
    `${file} was written by a newer server (schema ${version}, this one knows ${newest}); run that version.`,
  );
}

function explained(cause: unknown, file: string, { what }: FileKind): unknown {
  const { kind, message } = describeFailure(cause);
  if (kind !== 'full' && kind !== 'storage') return cause;
  return new StartError(
    `${file} is damaged, or not ${what} (SQLite: ${message}); copy it again, or give another file.`,
    { cause },
  );
}
