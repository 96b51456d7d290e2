import { DatabaseSync } from 'node:sqlite';
import { StartError } from '../start-error.ts';
import { migrate, MIGRATIONS, type Migration } from './schema.ts';
import { describeFailure } from './worker-protocol.ts';

/** A backup program may hold the file for a moment; a commit waits that long before it fails. */
const WRITE_PATIENCE_MS = 2000;

/**
 * Opens the log's file for writing, new or existing; `onMigration` is told before an older one is brought up to date.
 *
 * WAL lets readers read while a commit is written; FULL syncs the WAL at every commit, so that what was acknowledged
 * survives a power cut, not only a crash.
 * @throws StartError when it isn't a log, is damaged, or can't be written to
 */
export function openForWriting(file: string, onMigration: (migration: Migration) => void): DatabaseSync {
  return opening(file, () => {
    const database = new DatabaseSync(file, { timeout: WRITE_PATIENCE_MS });
    try {
      migrate(database, file, MIGRATIONS, onMigration);
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
      // Without a limit the WAL keeps the size of the longest burst ever seen.
      database.exec('PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -16384');
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });
}

/** Opens the log's file, which a writer has opened before, for reading. */
export function openForReading(file: string): DatabaseSync {
  return opening(file, () => new DatabaseSync(file, { readOnly: true, timeout: 5000 }));
}

function opening(file: string, open: () => DatabaseSync): DatabaseSync {
  try {
    return open();
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    // Bringing a file up to date takes as much room again; a backup from before would need it as well.
    const remedy = describeFailure(cause).kind === 'full' ? 'free some room' : 'restore it from a backup';
    throw new StartError(
      `${file} can't be opened as a log (${why}); it was left as it is: ${remedy} or give --data another directory.`,
      { cause },
    );
  }
}
