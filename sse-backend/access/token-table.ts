import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Scope } from '../contract/access.ts';
import { drawToken, formatToken, hashSecret } from './token-text.ts';

/** A token without its secret. Times in milliseconds since 1970. */
export interface TokenRow {
  readonly id: string;
  /** Nobody else's among those that aren't revoked. */
  readonly name: string;
  /** SHA-256 of the secret. */
  readonly hash: Uint8Array;
  /** As they were given, without what they include. */
  readonly scopes: readonly Scope[];
  readonly createdAt: number;
  readonly expiresAt: number | undefined;
  readonly revokedAt: number | undefined;
  /** Not later than that by more than a day. */
  readonly usedAt: number | undefined;
}

/** Who may do what, and until when. */
export interface NewToken {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: number | undefined;
}

/** The tokens in the file. */
export class TokenTable {
  readonly #all: StatementSync;
  readonly #insert: StatementSync;
  readonly #revoke: StatementSync;
  readonly #use: StatementSync;

  constructor(database: DatabaseSync) {
    this.#all = database.prepare('SELECT * FROM tokens ORDER BY created_at, name');
    this.#insert = database.prepare(
      'INSERT INTO tokens (id, name, hash, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#revoke = database.prepare('UPDATE tokens SET revoked_at = ? WHERE id = ?');
    this.#use = database.prepare('UPDATE tokens SET used_at = ? WHERE id = ?');
  }

  /** All that were ever made, the oldest first. */
  all(): readonly TokenRow[] {
    return this.#all.all().map(toRow);
  }

  /** Makes a token; its text is never seen again. @throws an SQLite error when the name is taken */
  add({ name, scopes, expiresAt }: NewToken, nowMs: number): string {
    const parts = drawToken();
    this.#insert.run(parts.id, name, hashSecret(parts.secret), scopes.join(' '), nowMs, expiresAt ?? null);
    return formatToken(parts);
  }

  revoke(id: string, nowMs: number): void {
    this.#revoke.run(nowMs, id);
  }

  /** Notes that a token was used. */
  use(id: string, atMs: number): void {
    this.#use.run(atMs, id);
  }
}

function toRow(row: Readonly<Record<string, unknown>>): TokenRow {
  return {
    id: String(row['id']),
    name: String(row['name']),
    hash: row['hash'] as Uint8Array,
    scopes: String(row['scopes']).split(' ') as Scope[],
    createdAt: Number(row['created_at']),
    expiresAt: optional(row['expires_at']),
    revokedAt: optional(row['revoked_at']),
    usedAt: optional(row['used_at']),
  };
}

function optional(value: unknown): number | undefined {
  return value === null ? undefined : Number(value);
}
