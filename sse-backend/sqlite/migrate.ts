import type { DatabaseSync } from 'node:sqlite';
import { StartError } from '../start-error.ts';

/** What a kind of file of ours has in it. */
export interface Schema {
  /** Marks the file as ours and of this kind, so that another one is refused instead of written into. */
  readonly applicationId: number;
  /**
   * The schema, a step a version; `PRAGMA user_version` counts the steps that a file has had. Steps are never changed, only
   * added: a file of any older version is brought up to date by those it lacks.
   */
  readonly steps: readonly string[];
}

/** An older file is about to be brought up to date: from one version of the schema to another. */
export interface Migration {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Brings an open file to the newest schema, in one transaction, touching nothing if it isn't ours or is from a newer server.
 * `onBegin` is told before an older file is.
 * @throws StartError when the file can't be used
 */
export function migrateTo(
  schema: Schema,
  database: DatabaseSync,
  file: string,
  onBegin: (migration: Migration) => void,
): void {
  const { applicationId, steps } = schema;
  const version = readVersion(schema, database, file);
  if (version === steps.length) return;
  if (version > 0) onBegin({ file, from: version, to: steps.length });
  database.exec('BEGIN IMMEDIATE');
  // Again: another process may have been faster.
  for (const step of steps.slice(readVersion(schema, database, file))) database.exec(step);
  database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}; COMMIT`);
}

/**
 * The version of a file's schema; 0 for a new, empty one. One statement, so that another process can't make the file
 * between two reads: it would then look like another program's.
 */
function readVersion({ applicationId, steps }: Schema, database: DatabaseSync, file: string): number {
  const { id, version, isEmpty } = database
    .prepare(
      `SELECT application_id AS id, user_version AS version, NOT EXISTS (SELECT 1 FROM sqlite_schema) AS isEmpty
       FROM pragma_application_id, pragma_user_version`,
    )
    .get() as { readonly id: number; readonly version: number; readonly isEmpty: number };
  if (id === 0 && isEmpty === 1) return 0;
  if (id !== applicationId) {
    throw new StartError(`${file} is an SQLite file of another program; give --data a directory of its own.`);
  }
  if (version <= steps.length) return version;
  throw new StartError(
    `${file} was written by a newer server (schema ${version}, this one knows ${steps.length}); run that version.`,
  );
}
