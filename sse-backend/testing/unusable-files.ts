import { truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { migrate, MIGRATIONS } from '../log/schema.ts';

/** A file that stands where a log should be and can't be one, how it comes to be there, and what is said of it. */
export interface UnusableFile {
  readonly kind: string;
  readonly make: (file: string) => void;
  readonly message: RegExp;
}

/** Every kind of file that has to be refused, and left as it is. */
export const UNUSABLE_FILES: readonly UnusableFile[] = [
  {
    kind: 'that is not SQLite',
    make: (file) => writeFileSync(file, 'Name,RFID\n'.repeat(1000)),
    message: /can't be opened as a log \(file is not a database\)/,
  },
  {
    kind: 'of another program',
    make: (file) => withDatabase(file, (database) => database.exec('CREATE TABLE songs (title TEXT)')),
    message: /is an SQLite file of another program/,
  },
  {
    kind: 'of a newer server',
    make: makeNewer,
    message: new RegExp(`was written by a newer server \\(schema 99, this one knows ${MIGRATIONS.length}\\)`),
  },
  {
    kind: 'cut short',
    make: makeCut,
    message: /can't be opened as a log \(database disk image is malformed\)/,
  },
];

function makeNewer(file: string): void {
  withDatabase(file, (database) => {
    migrate(database, file);
    database.exec('PRAGMA user_version = 99');
  });
}

function makeCut(file: string): void {
  withDatabase(file, (database) => migrate(database, file));
  truncateSync(file, 20_000);
}

function withDatabase(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  work(database);
  database.close();
}
