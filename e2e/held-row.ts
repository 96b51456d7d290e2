import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A server whose files are here. */
interface Server {
  readonly data: string;
}

/** The tag of a row on which an import stands for as long as the test wants, however fast the machine is. */
export const HELD_TAG = 'HELD';

/** As many rows before it are told as stored for sure: what is further may be in the commit that has to wait. */
export const MOST_ROWS_AT_ONCE = 4000;

/** From now on the log can't store that row; everything else it can. */
export function holdRow(server: Server): void {
  change(
    server,
    `CREATE TRIGGER held BEFORE INSERT ON events WHEN new.rfid = '${HELD_TAG}' BEGIN SELECT raise(ABORT, 'held'); END`,
  );
}

/** Now it can: the import goes on by itself. */
export function releaseRow(server: Server): void {
  change(server, 'DROP TRIGGER held');
}

function change({ data }: Server, sql: string): void {
  const database = new DatabaseSync(join(data, 'log.sqlite'), { timeout: 10_000 });
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}
