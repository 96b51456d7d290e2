import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { CLOCK_MARKS_SQL } from '../clock/clock-marks.ts';
import { migrateTo, type Schema } from '../sqlite/migrate.ts';
import { openDurable, opening } from '../sqlite/opening.ts';
import { makePrivateFolder } from '../sqlite/private-files.ts';

/** Another process, the command line beside a server, has the file for milliseconds; on a slow disk for longer. */
const OPENING_PATIENCE_MS = 5000;

/** What the file of tokens, sessions and audit has in it. */
export const ACCESS_SCHEMA: Schema = {
  // "VITA"
  applicationId: 0x56495441,
  steps: [
    // A token stays when it is revoked, so that the audit's names keep their meaning; its name is free again.
    `CREATE TABLE tokens (
       id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       hash BLOB NOT NULL,
       scopes TEXT NOT NULL,
       created_at INTEGER NOT NULL,
       expires_at INTEGER,
       revoked_at INTEGER,
       used_at INTEGER
     ) STRICT, WITHOUT ROWID;
     CREATE UNIQUE INDEX token_by_name ON tokens (name) WHERE revoked_at IS NULL;

     CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

     CREATE TABLE signed_out (session TEXT PRIMARY KEY, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

     CREATE TABLE audit (
       sequence INTEGER PRIMARY KEY AUTOINCREMENT,
       at INTEGER NOT NULL,
       who TEXT NOT NULL,
       action TEXT NOT NULL,
       subject TEXT NOT NULL,
       origin TEXT NOT NULL
     ) STRICT;
     CREATE INDEX audit_by_at ON audit (at);
     CREATE INDEX audit_by_who ON audit (who, at);
     CREATE INDEX audit_by_action ON audit (action, at);
     CREATE INDEX audit_by_both ON audit (who, action, at);`,

    // The audit is kept by counted time.
    CLOCK_MARKS_SQL,

    // Sign-outs are kept by counted time as well: as long as the entry of the audit with the sequence.
    `ALTER TABLE signed_out ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
     UPDATE signed_out SET sequence = coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0);
     CREATE INDEX signed_out_by_sequence ON signed_out (sequence);`,
  ],
};

/**
 * Opens the file with tokens, sessions and audit, or makes it with its folder; the command line may do so beside a server.
 * @throws StartError when it can't be used
 */
export function openAccessDatabase(file: string): DatabaseSync {
  if (file !== ':memory:') makePrivateFolder(dirname(file));
  return opening(file, 'the file of tokens', () =>
    openDurable(file, OPENING_PATIENCE_MS, (database) => migrateTo(ACCESS_SCHEMA, database, file, () => undefined)),
  );
}
