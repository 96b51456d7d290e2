import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite/transaction.ts';
import { ACCESS, reading } from './file-kinds.ts';

/**
 * Makes what an older file of tokens lets in no more than the present one does: tokens that were revoked since stay revoked,
 * and every session is over, also those that were signed out since, as a new key is made. @throws StartError
 */
export async function renewAccess(older: string, present: string): Promise<void> {
  const revoked = existsSync(present) ? await revokedIn(present) : [];
  const database = new DatabaseSync(older);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    inTransaction(database, () => {
      const revoke = database.prepare('UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
      for (const { id, at } of revoked) revoke.run(at, id);
      database.exec("DELETE FROM secrets WHERE name = 'session'");
    });
  } finally {
    database.close();
  }
}

function revokedIn(file: string): Promise<readonly { readonly id: string; readonly at: number }[]> {
  return reading(file, ACCESS, (database) =>
    database
      .prepare('SELECT id, revoked_at FROM tokens WHERE revoked_at IS NOT NULL')
      .all()
      .map(({ id, revoked_at: at }) => ({ id: String(id), at: Number(at) })),
  );
}
