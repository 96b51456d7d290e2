import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { newEpoch } from '../log/meta.ts';
import { LOG_APPLICATION_ID } from '../log/schema.ts';
import { inTransaction } from '../sqlite/transaction.ts';
import { BACKUP } from './file-kinds.ts';

/** A value of SQLite has at most 1 GB, and a year's audit can be more. */
const PART_BYTES = 1 << 20;

/** What a backup has. */
export interface BackupFacts {
  /** RFC 3339, in UTC. */
  readonly madeAt: string;
  /** The log's name when it was made. */
  readonly epoch: string;
  /** The highest sequence that had been given. */
  readonly head: number;
  readonly hasAccess: boolean;
  /** Whether its length and checksum follow it; older programs wrote none. */
  readonly isSealed: boolean;
}

/** Makes a copied log a backup: with the bytes of `accessFile`, when there is one, and a mark that no server opens. */
export function becomeBackup(database: DatabaseSync, madeAt: string, accessFile: string | undefined): void {
  inTransaction(database, () => {
    // The column marks that a seal follows, so that a backup whose seal is missing isn't taken for an older one.
    database.exec('CREATE TABLE backup (made_at TEXT NOT NULL, sealed INTEGER NOT NULL) STRICT');
    database.exec('CREATE TABLE backup_access (part INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT');
    database.prepare('INSERT INTO backup VALUES (?, 1)').run(madeAt);
    if (accessFile !== undefined) storeAccess(database, accessFile);
    database.exec(`PRAGMA application_id = ${BACKUP.applicationId}`);
  });
}

/**
 * Makes a copied backup a log again, with a name of its own: what was stored after the backup is not in it, and clients that
 * have seen it have to be told. Sequences go on where they were.
 */
export function becomeLog(database: DatabaseSync): void {
  inTransaction(database, () => {
    database.exec('DROP TABLE backup; DROP TABLE backup_access');
    database.prepare("UPDATE meta SET value = ? WHERE key = 'epoch'").run(newEpoch());
    database.exec(`PRAGMA application_id = ${LOG_APPLICATION_ID}`);
  });
}

/** Writes the file of tokens that is in a backup into an empty file. */
export function extractAccess(database: DatabaseSync, file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    const parts = database.prepare('SELECT bytes FROM backup_access ORDER BY part');
    for (const { bytes } of parts.iterate()) writeSync(descriptor, bytes as Uint8Array);
  } finally {
    closeSync(descriptor);
  }
}

/** What an open backup has. */
export function readFacts(database: DatabaseSync): BackupFacts {
  const value = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
  return {
    madeAt: String(value('SELECT made_at FROM backup')),
    epoch: String(value("SELECT value FROM meta WHERE key = 'epoch'")),
    head: Number(value("SELECT value FROM meta WHERE key = 'head'")),
    hasAccess: value('SELECT 1 FROM backup_access') !== undefined,
    isSealed: value("SELECT 1 FROM pragma_table_info('backup') WHERE name = 'sealed'") !== undefined,
  };
}

function storeAccess(database: DatabaseSync, file: string): void {
  const insert = database.prepare('INSERT INTO backup_access (bytes) VALUES (?)');
  const descriptor = openSync(file, 'r');
  try {
    const part = Buffer.alloc(PART_BYTES);
    for (let count = readSync(descriptor, part); count > 0; count = readSync(descriptor, part)) {
      insert.run(part.subarray(0, count));
    }
  } finally {
    closeSync(descriptor);
  }
}
