import { parse } from 'csv-parse';
import { createReadStream } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';

/** What most importers commit at once. */
const BATCH = 1000;

/**
 * The usual importer: csv-parse and an INSERT a row, a thousand a transaction, as durable as ours and with one index (who, when);
 * without validation, progress, list of errors or a place to go on from. Gives the seconds that it took.
 */
export async function importByCsvParse(csvFile: string, databaseFile: string): Promise<number> {
  const database = new DatabaseSync(databaseFile);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.exec(
    'CREATE TABLE readings (name TEXT, temperature TEXT, rfid TEXT, taken_at TEXT, UNIQUE (rfid, taken_at))',
  );
  const insert = database.prepare('INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?)');
  const start = performance.now();
  const rows = createReadStream(csvFile).pipe(parse({ columns: true })) as AsyncIterable<Record<string, string>>;
  let count = 0;
  for await (const { Name = '', Temperature = '', RFID = '', TakenAt = '' } of rows) {
    if (count % BATCH === 0) database.exec('BEGIN');
    insert.run(Name, Temperature, RFID, TakenAt);
    count += 1;
    if (count % BATCH === 0) database.exec('COMMIT');
  }
  if (count % BATCH !== 0) database.exec('COMMIT');
  const seconds = (performance.now() - start) / 1000;
  database.close();
  return seconds;
}
