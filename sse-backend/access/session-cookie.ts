import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { SCOPES, type Scope } from '../contract/access.ts';

/** A session, as its cookie has it. Times are in milliseconds since 1970. */
export interface Session {
  /** The same in all copies and renewals. */
  readonly sid: string;
  /** The principal's. */
  readonly key: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly iat: number;
  readonly exp: number;
}

/** What a request's cookie says: a session, which may be over, or something that we did not sign. */
export type FoundCookie = { readonly kind: 'signed'; readonly session: Session } | { readonly kind: 'forged' };

/**
 * The session's cookie: what it says, and a signature (HMAC-SHA256), both in base64url. No script can read it, and no page of
 * another site can have it sent along. Its name tells servers apart that are reached by the same name on several ports.
 */
export class SessionCookie {
  readonly #key: Buffer;
  readonly #name: string;

  /** The key has 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
    this.#name = `vitalwire-${createHash('sha256').update(key).digest('hex').slice(0, 4)}`;
  }

  /** The cookie of a request; undefined when it has none. */
  find({ headers }: IncomingMessage, isSecure: boolean): FoundCookie | undefined {
    const start = `${this.#nameOver(isSecure)}=`;
    const found = (headers.cookie ?? '').split(/; */).find((each) => each.startsWith(start));
    if (found === undefined || found === start) return undefined;
    const [payload = '', signature = ''] = found.slice(start.length).split('.');
    const isSigned = isEqual(Buffer.from(signature, 'base64url'), this.#sign(payload));
    return isSigned ? { kind: 'signed', session: parsePayload(payload) } : { kind: 'forged' };
  }

  /** Gives the cookie of a session to its browser. */
  set(response: ServerResponse, session: Session, isSecure: boolean): void {
    const payload = Buffer.from(JSON.stringify(session)).toString('base64url');
    const value = `${payload}.${this.#sign(payload).toString('base64url')}`;
    this.#send(response, value, Math.ceil((session.exp - session.iat) / 1000), isSecure);
  }

  /** Takes it from the browser. */
  clear(response: ServerResponse, isSecure: boolean): void {
    this.#send(response, '', 0, isSecure);
  }

  #send(response: ServerResponse, value: string, maxAgeS: number, isSecure: boolean): void {
    const secure = isSecure ? '; Secure' : '';
    const name = this.#nameOver(isSecure);
    response.appendHeader(
      'Set-Cookie',
      `${name}=${value}; Path=/; Max-Age=${maxAgeS}; HttpOnly; SameSite=Strict${secure}`,
    );
  }

  /** [spec] RFC 6265bis section 4.1.3.2: with this prefix no other host of the domain can have set it. */
  #nameOver(isSecure: boolean): string {
    return isSecure ? `__Host-${this.#name}` : this.#name;
  }

  #sign(payload: string): Buffer {
    return createHmac('sha256', this.#key).update(payload).digest();
  }
}

/** What we have signed ourselves, so that nothing in it has to be checked. */
function parsePayload(payload: string): Session {
  const session = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Session;
  // A scope may be given up in a later version.
  return { ...session, scopes: session.scopes.filter((scope) => SCOPES.includes(scope)) };
}

function isEqual(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
