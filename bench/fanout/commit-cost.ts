import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { median } from '../../e2e/server-memory.ts';

const COMMITS = 300;

/** What SQLite takes here and now for one row in a commit of its own that is on disk (WAL, FULL): the median in µs. */
export function commitCostUs(folder: string): number {
  const file = join(folder, 'commit-cost.sqlite');
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (value TEXT)');
    const insert = database.prepare('INSERT INTO rows (value) VALUES (?)');
    const costs = Array.from({ length: COMMITS }, (_, row) => {
      const before = performance.now();
      insert.run(`row ${row}`);
      return (performance.now() - before) * 1e3;
    });
    return median(costs);
  } finally {
    database.close();
    rmSync(file);
  }
}
