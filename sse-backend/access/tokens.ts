import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccessWrites } from './access-writes.ts';
import { Attempts } from './attempts.ts';
import { Lease } from './lease.ts';
import { withIncluded, type Principal } from './principal.ts';
import { TOKEN_KEY, type TokenBook } from './token-book.ts';
import { TokenTable, type TokenRow } from './token-table.ts';
import { hashSecret, parseToken } from './token-text.ts';

interface Known {
  readonly hash: Uint8Array;
  readonly principal: Principal;
}

/** Expired and revoked tokens end what was begun with them within a second. */
const LOOK_EVERY_MS = 400;

const DAY_MS = 86_400_000;

/** The tokens that can be used now, as the file has them: the command line writes into it beside the server. */
export class Tokens implements TokenBook {
  readonly openUntilAny = new Lease();
  readonly #table: TokenTable;
  readonly #dataVersion: StatementSync;
  readonly #now: () => number;
  readonly #looking: Attempts;
  readonly #writes: AccessWrites;
  readonly #timer: NodeJS.Timeout;
  readonly #byId = new Map<string, Known>();
  /** The day, counted from 1970, of each token's last use, and those of which the file doesn't know it yet. */
  readonly #usedOn = new Map<string, number>();
  readonly #unsaved = new Set<string>();
  #isAny = false;
  #seenVersion: unknown;

  constructor(database: DatabaseSync, writes: AccessWrites, now: () => number, onFailure: (error: unknown) => void) {
    this.#table = new TokenTable(database);
    this.#dataVersion = database.prepare('PRAGMA data_version');
    this.#now = now;
    this.#looking = new Attempts(onFailure);
    this.#writes = writes;
    this.#look();
    this.#timer = setInterval(() => this.#lookAround(), LOOK_EVERY_MS).unref();
  }

  get isAny(): boolean {
    return this.#isAny;
  }

  find(token: string): Principal | undefined {
    const parts = parseToken(token);
    if (!parts) return undefined;
    // It may have been made, or revoked, a moment ago.
    this.#looking.make(() => this.#look());
    const known = this.#byId.get(parts.id);
    if (!known || !timingSafeEqual(known.hash, hashSecret(parts.secret))) return undefined;
    if (isExpired(known.principal, this.#now())) return undefined;
    this.#use(parts.id);
    return known.principal;
  }

  withKey(key: string): Principal | undefined {
    this.#looking.make(() => this.#look());
    const known = this.#byId.get(idOf(key));
    return known && !isExpired(known.principal, this.#now()) ? known.principal : undefined;
  }

  /** Saves what is to be saved, and looks no more. Leases stay: who is signed in when the server stops comes back. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saveUses();
  }

  #lookAround(): void {
    this.#looking.make(() => this.#look());
    const now = this.#now();
    // By looking, not by a timer for each: one of more than 24 days runs at once, and none heeds that the clock is set.
    for (const [id, { hash, principal }] of this.#byId) {
      if (isExpired(principal, now)) principal.lease.end('expired');
      // The clock was ahead for a while.
      else if (principal.lease.isOver) this.#byId.set(id, { hash, principal: { ...principal, lease: new Lease() } });
    }
    void this.#saveUses();
  }

  /** [spec] https://www.sqlite.org/pragma.html#pragma_data_version: another value when another connection has written. */
  #look(): void {
    const version = this.#dataVersion.get()?.['data_version'];
    if (version === this.#seenVersion) return;
    this.#reload();
    this.#seenVersion = version;
  }

  #reload(): void {
    const rows = this.#table.all();
    this.#isAny = rows.length > 0;
    if (this.#isAny) this.openUntilAny.end('revoked');
    const valid = new Map(rows.filter(({ revokedAt }) => revokedAt === undefined).map((row) => [row.id, row]));
    for (const [id, { principal }] of this.#byId) {
      if (valid.has(id)) continue;
      this.#byId.delete(id);
      principal.lease.end('revoked');
    }
    for (const row of valid.values()) {
      if (!this.#byId.has(row.id)) this.#byId.set(row.id, { hash: row.hash, principal: toPrincipal(row) });
      this.#usedOn.set(row.id, Math.max(this.#usedOn.get(row.id) ?? 0, dayOf(row.usedAt ?? 0)));
    }
  }

  #use(id: string): void {
    const today = dayOf(this.#now());
    if (this.#usedOn.get(id) === today) return;
    this.#usedOn.set(id, today);
    this.#unsaved.add(id);
  }

  async #saveUses(): Promise<void> {
    const ids = [...this.#unsaved];
    this.#unsaved.clear();
    await Promise.all(ids.map((id) => this.#saveUse(id)));
  }

  async #saveUse(id: string): Promise<void> {
    try {
      await this.#writes.write({ kind: 'token-use', id, atMs: (this.#usedOn.get(id) ?? 0) * DAY_MS });
    } catch {
      // The next look saves it. That the file can't be written is reported by the writes.
      this.#unsaved.add(id);
    }
  }
}

function toPrincipal({ id, name, scopes, expiresAt }: TokenRow): Principal {
  return { name, key: TOKEN_KEY + id, scopes: withIncluded(scopes), expiresAt, lease: new Lease() };
}

/** The id in a principal's key; empty for another's. */
function idOf(key: string): string {
  return key.startsWith(TOKEN_KEY) ? key.slice(TOKEN_KEY.length) : '';
}

function isExpired({ expiresAt }: Principal, nowMs: number): boolean {
  return expiresAt !== undefined && nowMs >= expiresAt;
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}
