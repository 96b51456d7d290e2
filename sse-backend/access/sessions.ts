import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditEntry, AuditSink } from './audit-entry.ts';
import { isSecure, type Callers } from './callers.ts';
import type { Lease } from './lease.ts';
import { withIncluded, type Principal } from './principal.ts';
import { SessionCookie, type Session } from './session-cookie.ts';
import { SessionLeases } from './session-leases.ts';
import { TOKEN_KEY, type TokenBook } from './token-book.ts';

/** How long a sign-in lasts that nobody renews. */
const SESSION_MS = 12 * 3_600_000;

/** What sessions are made of. */
export interface SessionsParts {
  /** Signs the cookies; 32 bytes. */
  readonly sessionKey: Buffer;
  readonly tokens: TokenBook;
  readonly signOuts: SignOuts;
  readonly audit: AuditSink;
  readonly callers: Callers;
  /** Without one, whoever signed in with it while there was is out. */
  readonly hasIssuer: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Remembers, across restarts, who has signed out. */
interface SignOuts {
  /** `waiting`: it counts, but is not on disk yet. */
  signOutState(sid: string): 'stored' | 'waiting' | undefined;
  /**
   * Until `expiresAt` (milliseconds since 1970), when no copy of the cookie can count any more. Counts at once; resolves when it
   * is on disk with the entry of the audit. @throws AppError `no-room` or `storage-unavailable`
   */
  signOut(sid: string, expiresAt: number, entry: AuditEntry): Promise<void>;
}

/** Whose cookie a request has; `over` for what was a session. */
export type FoundSession =
  { readonly kind: 'good'; readonly principal: Principal } | { readonly kind: 'over' } | { readonly kind: 'forged' };

/**
 * The sessions of browsers. A session is in its cookie; here is only what ends it: that it was signed out, and what is open in
 * it. One that began with a token is renewed from the token and ends with it; any other can't be renewed beyond its first end.
 */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #cookie: SessionCookie;
  readonly #leases: SessionLeases;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
    this.#cookie = new SessionCookie(parts.sessionKey);
    this.#leases = new SessionLeases(parts.now);
  }

  /**
   * Signs somebody in, for 12 hours, or until their own access ends if that is earlier; gives their principal in the session.
   * The browser gets the cookie only when the audit's entry is on disk. @throws AppError `no-room` or `storage-unavailable`
   */
  async begin(response: ServerResponse, principal: Principal, request: IncomingMessage): Promise<Principal> {
    const { audit, callers, now } = this.#parts;
    const { key, name, scopes, expiresAt, lease } = principal;
    const iat = now();
    const exp = lastsUntil(iat, expiresAt);
    const session = { sid: randomBytes(16).toString('base64url'), key, name, scopes: [...scopes], iat, exp };
    const caller = callers.callerOf(request);
    await audit.record({ who: name, action: 'sign-in', subject: key, from: caller.address });
    this.#cookie.set(response, session, isSecure(caller));
    return this.#principalIn(session, lease);
  }

  /** Whose session's cookie a request has; undefined when it has none. */
  find(request: IncomingMessage): FoundSession | undefined {
    const found = this.#cookie.find(request, isSecure(this.#parts.callers.callerOf(request)));
    if (found?.kind !== 'signed') return found;
    return this.#isOver(found.session)
      ? { kind: 'over' }
      : { kind: 'good', principal: this.#principalIn(found.session, this.#tokenOf(found.session)?.lease) };
  }

  /** Gives a fresh cookie for one that is still good, and the principal with the new end; undefined for one that isn't. */
  renew(request: IncomingMessage, response: ServerResponse): Principal | undefined {
    const isOverTls = isSecure(this.#parts.callers.callerOf(request));
    const found = this.#cookie.find(request, isOverTls);
    if (found?.kind !== 'signed' || this.#isOver(found.session)) return undefined;
    const token = this.#tokenOf(found.session);
    const iat = this.#parts.now();
    const renewed = { ...found.session, iat, exp: token ? lastsUntil(iat, token.expiresAt) : found.session.exp };
    this.#cookie.set(response, renewed, isOverTls);
    return this.#principalIn(renewed, token?.lease);
  }

  /**
   * Signs out: all copies and renewals of the cookie are worth nothing from now on, and what is open in the session ends.
   * Resolves when that is on disk, also for a sign-out that could not be stored before.
   * @throws AppError `no-room` or `storage-unavailable`
   */
  async end(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { callers, signOuts, now } = this.#parts;
    const caller = callers.callerOf(request);
    const found = this.#cookie.find(request, isSecure(caller));
    if (!found) return;
    this.#cookie.clear(response, isSecure(caller));
    if (found.kind === 'forged') return;
    const { sid, key, name, exp } = found.session;
    // One that has expired is signed out as well: a clock that is ahead now may be set right.
    if (signOuts.signOutState(sid) === 'stored') return;
    this.#leases.end(sid, 'signed-out');
    const entry = { who: name, action: 'sign-out', subject: key, from: caller.address } as const;
    // Another copy may have been renewed this very moment, or this one be of a clock that was ahead.
    await signOuts.signOut(sid, Math.max(now() + SESSION_MS, exp), entry);
  }

  #isOver(session: Session): boolean {
    const { signOuts, hasIssuer, now } = this.#parts;
    const isBacked = isOfToken(session) ? this.#tokenOf(session) !== undefined : hasIssuer;
    return session.exp <= now() || !isBacked || signOuts.signOutState(session.sid) !== undefined;
  }

  #tokenOf({ key }: Session): Principal | undefined {
    return this.#parts.tokens.withKey(key);
  }

  #principalIn(session: Session, parent: Lease | undefined): Principal {
    const { key, name, scopes, exp } = session;
    const lease = this.#leases.of(session, parent);
    return { key, name, scopes: withIncluded(scopes), expiresAt: exp, lease };
  }
}

function lastsUntil(from: number, expiresAt = Infinity): number {
  return Math.min(from + SESSION_MS, expiresAt);
}

function isOfToken({ key }: Session): boolean {
  return key.startsWith(TOKEN_KEY);
}
