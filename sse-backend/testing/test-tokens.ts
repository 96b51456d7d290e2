import { openAccessDatabase } from '../access/access-database.ts';
import { TokenTable, type NewToken } from '../access/token-table.ts';

/** Makes a token in the file of tokens, as the command line does beside a server; gives its text. */
export function addToken(accessFile: string, token: Partial<NewToken> = {}): string {
  const database = openAccessDatabase(accessFile);
  try {
    return new TokenTable(database).add({ name: 'ward', scopes: ['read'], expiresAt: undefined, ...token }, Date.now());
  } finally {
    database.close();
  }
}

/** Revokes a token by name, likewise. */
export function revokeToken(accessFile: string, name: string): void {
  const database = openAccessDatabase(accessFile);
  try {
    const table = new TokenTable(database);
    for (const { id, name: each } of table.all()) if (each === name) table.revoke(id, Date.now());
  } finally {
    database.close();
  }
}
