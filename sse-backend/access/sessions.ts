import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditEntry, AuditSink } from './audit-entry.ts';
import { isSecure, type Callers } from './callers.ts';
import type { AccessExpiry } from '../http/access-expiry.ts';
import { withIncluded, type Principal } from '../http/principal.ts';
import { SessionCookie, type Session } from './session-cookie.ts';
import { SessionExpiries } from './session-expiries.ts';
import { TOKEN_KEY, type TokenStore } from './tokens.ts';

/** Duration of a session that isn't renewed. */
const SESSION_MS = 12 * 3_600_000;

/** What sessions need. */
export interface SessionsParts {
  /** Key that signs the cookies, 32 bytes. */
  readonly sessionKey: Buffer;
  readonly tokens: TokenStore;
  readonly signOuts: SignOuts;
  readonly audit: AuditSink;
  readonly callers: Callers;
  /** Without an issuer, sessions that began with one are invalid. */
  readonly hasIssuer: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Stores sign-outs across restarts. */
interface SignOuts {
  /** `waiting`: in effect, but not on disk yet. */
  signOutState(sid: string): 'stored' | 'waiting' | undefined;
  /**
   * Signs out until `expiresAt` (ms since 1970), when all copies of the cookie have expired. In effect at once; resolves when it is
   * on disk with its audit entry. @throws AppError `no-room` or `storage-unavailable`
   */
  signOut(sid: string, expiresAt: number, entry: AuditEntry): Promise<void>;
}

/** The session of a request's cookie; `ended`: a valid signature, but expired, revoked or signed out. */
export type FoundSession =
  { readonly kind: 'valid'; readonly principal: Principal } | { readonly kind: 'ended' } | { readonly kind: 'forged' };

/**
 * Browser sessions. The cookie contains the session; the server only stores sign-outs and tracks what is open. A session that
 * began with a token is renewed from the token and ends with it. Others can't be renewed beyond their first expiry.
 */
export class Sessions {
  readonly #parts: SessionsParts;
  readonly #cookie: SessionCookie;
  readonly #expiries: SessionExpiries;

  constructor(parts: SessionsParts) {
    this.#parts = parts;
    this.#cookie = new SessionCookie(parts.sessionKey);
    this.#expiries = new SessionExpiries(parts.now);
  }

  /**
   * Starts a session of 12 hours, or until the principal's own access expires, and returns the session's principal. The cookie
   * is set after the audit entry is on disk. @throws AppError `no-room` or `storage-unavailable`
   */
  async begin(response: ServerResponse, principal: Principal, request: IncomingMessage): Promise<Principal> {
    const { audit, callers, now } = this.#parts;
    const { key, name, scopes, expiresAt, expiry } = principal;
    const iat = now();
    const exp = lastsUntil(iat, expiresAt);
    const session = { sid: randomBytes(16).toString('base64url'), key, name, scopes: [...scopes], iat, exp };
    const caller = callers.callerOf(request);
    await audit.record({ who: name, action: 'sign-in', subject: key, from: caller.address });
    this.#cookie.set(response, session, isSecure(caller));
    return this.#principalIn(session, expiry);
  }

  /** Returns the session of a request's cookie; undefined without a cookie. */
  findByCookie(request: IncomingMessage): FoundSession | undefined {
    const found = this.#cookie.find(request, isSecure(this.#parts.callers.callerOf(request)));
    if (found?.kind !== 'signed') return found;
    return this.#hasEnded(found.session)
      ? { kind: 'ended' }
      : { kind: 'valid', principal: this.#principalIn(found.session, this.#tokenOf(found.session)?.expiry) };
  }

  /** Renews a valid session: sets a fresh cookie and returns the principal with the new expiry; else returns undefined. */
  renew(request: IncomingMessage, response: ServerResponse): Principal | undefined {
    const isOverTls = isSecure(this.#parts.callers.callerOf(request));
    const found = this.#cookie.find(request, isOverTls);
    if (found?.kind !== 'signed' || this.#hasEnded(found.session)) return undefined;
    const token = this.#tokenOf(found.session);
    const iat = this.#parts.now();
    const renewed = { ...found.session, iat, exp: token ? lastsUntil(iat, token.expiresAt) : found.session.exp };
    this.#cookie.set(response, renewed, isOverTls);
    return this.#principalIn(renewed, token?.expiry);
  }

  /**
   * Signs out: invalidates all copies and renewals of the cookie and ends the session's streams. Resolves when that is on disk,
   * also for an earlier sign-out that could not be stored.
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
    // An expired session is signed out as well: the clock may be ahead and be set right later.
    if (signOuts.signOutState(sid) === 'stored') return;
    this.#expiries.end(sid, 'signed-out');
    const entry = { who: name, action: 'sign-out', subject: key, from: caller.address } as const;
    // Another copy may just have been renewed, or this one was issued while the clock was ahead.
    await signOuts.signOut(sid, Math.max(now() + SESSION_MS, exp), entry);
  }

  #hasEnded(session: Session): boolean {
    const { signOuts, hasIssuer, now } = this.#parts;
    const isBacked = isOfToken(session) ? this.#tokenOf(session) !== undefined : hasIssuer;
    return session.exp <= now() || !isBacked || signOuts.signOutState(session.sid) !== undefined;
  }

  #tokenOf({ key }: Session): Principal | undefined {
    return this.#parts.tokens.findByKey(key);
  }

  #principalIn(session: Session, parent: AccessExpiry | undefined): Principal {
    const { key, name, scopes, exp } = session;
    const expiry = this.#expiries.of(session, parent);
    return { key, name, scopes: withIncluded(scopes), expiresAt: exp, expiry };
  }
}

function lastsUntil(from: number, expiresAt = Infinity): number {
  return Math.min(from + SESSION_MS, expiresAt);
}

function isOfToken({ key }: Session): boolean {
  return key.startsWith(TOKEN_KEY);
}
