import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Migration } from '../sqlite/migrate.ts';
import { filesOfDatabase } from '../sqlite/file-identity.ts';
import { openDurable, opening } from '../sqlite/opening.ts';
import { lockFileIn } from './lock.ts';
import { migrate, MIGRATIONS } from './schema.ts';
import { MOST_WAL_PAGES } from './wal.ts';

/** A backup program may hold the file for a moment; a commit waits that long before it fails. */
const WRITE_PATIENCE_MS = 2000;

/**
 * Opens the log's file for writing, new or existing; `onMigration` is told before an older one is brought up to date.
 * @throws StartError when it isn't a log, is damaged, or can't be written to
 */
export function openForWriting(file: string, onMigration: (migration: Migration) => void): DatabaseSync {
  return opening(file, 'a log', () => {
    const database = openDurable(file, WRITE_PATIENCE_MS, (each) => migrate(each, file, MIGRATIONS, onMigration));
    database.exec(`PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = ${MOST_WAL_PAGES}`);
    return database;
  });
}

/** Opens the log's file, which a writer has opened before, for reading. */
export function openForReading(file: string): DatabaseSync {
  return opening(file, 'a log', () => new DatabaseSync(file, { readOnly: true, timeout: 5000 }));
}

/** Opens the log's file, which a writer has opened before, for copying the WAL into it. */
export function openForCheckpoints(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  // What was copied has to be on disk before the WAL begins anew.
  database.exec('PRAGMA synchronous = FULL');
  return database;
}

/** The files that a server keeps open for its log, which is open: itself, its WAL, the WAL's index, and the lock. */
export function filesOfLog(file: string): readonly string[] {
  return [...filesOfDatabase(file), lockFileIn(dirname(file))];
}
