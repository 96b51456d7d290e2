import { truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { migrate, MIGRATIONS } from '../log/schema.ts';

/** A file that stands where one of ours should be and can't be one, how it comes to be there, and what is said of it. */
export interface UnusableFile {
  readonly kind: string;
  readonly make: (file: string) => void;
  readonly message: RegExp;
}

/** Files that can't be a log. */
export const UNUSABLE_FILES = unusableFiles('a log', MIGRATIONS.length, (file) =>
  withDatabase(file, (database) => migrate(database, file)),
);

/**
 * Every kind of file that has to be refused, and left as it is, where one should be that is called `what`, has so many
 * steps of its schema and is made by `makeGood`.
 */
export function unusableFiles(what: string, steps: number, makeGood: (file: string) => void): readonly UnusableFile[] {
  return [
    {
      kind: 'that is not SQLite',
      make: (file) => writeFileSync(file, 'Name,RFID\n'.repeat(1000)),
      message: new RegExp(`can't be opened as ${what} \\(file is not a database\\)`),
    },
    {
      kind: 'of another program',
      make: (file) => withDatabase(file, (database) => database.exec('CREATE TABLE songs (title TEXT)')),
      message: /is an SQLite file of another program/,
    },
    {
      kind: 'of a newer server',
      make: (file) => {
        makeGood(file);
        withDatabase(file, (database) => database.exec('PRAGMA user_version = 99'));
      },
      message: new RegExp(`was written by a newer server \\(schema 99, this one knows ${steps}\\)`),
    },
    {
      kind: 'cut short',
      make: (file) => {
        makeGood(file);
        truncateSync(file, 20_000);
      },
      message: new RegExp(`can't be opened as ${what} \\(database disk image is malformed\\)`),
    },
  ];
}

function withDatabase(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  work(database);
  database.close();
}
