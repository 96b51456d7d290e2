import { timingSafeEqual } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { AccessWrites } from './access-writes.ts';
import { AccessExpiry } from '../http/access-expiry.ts';
import { withIncluded, type Principal } from '../http/principal.ts';
import { TokenTable, type TokenRow } from './token-table.ts';
import { hashSecret, parseToken } from './token-text.ts';

/** Prefix of the key of principals with a token; the token's id follows. */
export const TOKEN_KEY = 'token:';

/** The tokens that a server accepts. */
export interface TokenStore {
  /** Whether a token was ever created: then sign-in is required, even if all tokens are revoked. */
  readonly hasTokens: boolean;
  /** Ends when the first token is created. */
  readonly openAccess: AccessExpiry;
  /** Returns the principal of a token, always the same object; undefined if it is unknown, expired or revoked. */
  findByToken(token: string): Principal | undefined;
  /** Returns the principal with a key while its token is valid: a session outlives the request that showed the token. */
  findByKey(key: string): Principal | undefined;
}

interface KnownToken {
  readonly hash: Uint8Array;
  readonly principal: Principal;
}

/** Interval of reading the file: streams of a revoked token end within a second. */
const CHECK_EVERY_MS = 400;

const DAY_MS = 86_400_000;

/** Tokens of the access file, which the command line changes while the server runs. */
export class FileTokenStore implements TokenStore {
  readonly openAccess = new AccessExpiry();
  readonly #table: TokenTable;
  readonly #dataVersion: StatementSync;
  readonly #now: () => number;
  readonly #failures: FailureReporter;
  readonly #writes: AccessWrites;
  readonly #timer: NodeJS.Timeout;
  readonly #byId = new Map<string, KnownToken>();
  /** Day (since 1970) of each token's last use, and the ids for which it isn't in the file yet. */
  readonly #usedOn = new Map<string, number>();
  readonly #unsaved = new Set<string>();
  #hasTokens = false;
  #seenVersion: unknown;

  constructor(database: DatabaseSync, writes: AccessWrites, now: () => number, onFailure: (error: unknown) => void) {
    this.#table = new TokenTable(database);
    this.#dataVersion = database.prepare('PRAGMA data_version');
    this.#now = now;
    this.#failures = new FailureReporter(onFailure);
    this.#writes = writes;
    this.#reloadIfChanged();
    this.#timer = setInterval(() => this.#checkAll(), CHECK_EVERY_MS).unref();
  }

  get hasTokens(): boolean {
    return this.#hasTokens;
  }

  findByToken(token: string): Principal | undefined {
    const parts = parseToken(token);
    if (!parts) return undefined;
    // It may have been created or revoked a moment ago.
    this.#failures.try(() => this.#reloadIfChanged());
    const known = this.#byId.get(parts.id);
    if (!known || !timingSafeEqual(known.hash, hashSecret(parts.secret))) return undefined;
    if (isExpired(known.principal, this.#now())) return undefined;
    this.#noteUse(parts.id);
    return known.principal;
  }

  findByKey(key: string): Principal | undefined {
    this.#failures.try(() => this.#reloadIfChanged());
    const known = this.#byId.get(idOf(key));
    return known && !isExpired(known.principal, this.#now()) ? known.principal : undefined;
  }

  /** Saves uses and stops checking. Expiries don't end: callers return after a restart. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saveUses();
  }

  #checkAll(): void {
    this.#failures.try(() => this.#reloadIfChanged());
    const now = this.#now();
    // Checks instead of a timer each: a timer of more than 24 days fires at once, and ignores clock changes.
    for (const [id, { hash, principal }] of this.#byId) {
      if (isExpired(principal, now)) principal.expiry.end('expired');
      // The clock was ahead and has been set right.
      else if (principal.expiry.hasEnded)
        this.#byId.set(id, { hash, principal: { ...principal, expiry: new AccessExpiry() } });
    }
    void this.#saveUses();
  }

  /** [spec] https://www.sqlite.org/pragma.html#pragma_data_version: the value changes when another connection writes. */
  #reloadIfChanged(): void {
    const version = this.#dataVersion.get()?.['data_version'];
    if (version === this.#seenVersion) return;
    this.#reload();
    this.#seenVersion = version;
  }

  #reload(): void {
    const rows = this.#table.all();
    this.#hasTokens = rows.length > 0;
    if (this.#hasTokens) this.openAccess.end('revoked');
    const valid = new Map(rows.filter(({ revokedAt }) => revokedAt === undefined).map((row) => [row.id, row]));
    for (const [id, { principal }] of this.#byId) {
      if (valid.has(id)) continue;
      this.#byId.delete(id);
      principal.expiry.end('revoked');
    }
    for (const row of valid.values()) {
      if (!this.#byId.has(row.id)) this.#byId.set(row.id, { hash: row.hash, principal: toPrincipal(row) });
      this.#usedOn.set(row.id, Math.max(this.#usedOn.get(row.id) ?? 0, dayOf(row.usedAt ?? 0)));
    }
  }

  #noteUse(id: string): void {
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
      // The next check retries. AccessWrites reports the failure.
      this.#unsaved.add(id);
    }
  }
}

/** Reports a failure when it begins, not at each attempt. */
class FailureReporter {
  readonly #onFailure: (error: unknown) => void;
  #isFailing = false;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  try(work: () => void): void {
    try {
      work();
      this.#isFailing = false;
    } catch (error) {
      if (!this.#isFailing) this.#onFailure(error);
      this.#isFailing = true;
    }
  }
}

function toPrincipal({ id, name, scopes, expiresAt }: TokenRow): Principal {
  return { name, key: TOKEN_KEY + id, scopes: withIncluded(scopes), expiresAt, expiry: new AccessExpiry() };
}

/** Returns the token's id in a principal's key; '' for other principals. */
function idOf(key: string): string {
  return key.startsWith(TOKEN_KEY) ? key.slice(TOKEN_KEY.length) : '';
}

function isExpired({ expiresAt }: Principal, nowMs: number): boolean {
  return expiresAt !== undefined && nowMs >= expiresAt;
}

function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS);
}
