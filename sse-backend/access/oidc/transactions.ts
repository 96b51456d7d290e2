import { randomInt } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { seal, unseal } from './sealed.ts';

/** How long somebody may take at the provider. */
const LIFETIME_S = 600;

/** Sign-ins that one browser can have begun at a time, in several tabs; each is a cookie, and headers have a limit. */
const SLOTS = 8;

/** What a callback must fit to. */
export interface Transaction {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
  /** The path to go to afterwards. */
  readonly returnTo: string;
}

/** A transaction as its cookie has it; the end is in milliseconds since 1970. */
interface Kept extends Transaction {
  readonly endsAt: number;
}

/**
 * The sign-ins that have begun. Each is kept by its browser, in a cookie that only we can read: nothing here grows, and nobody
 * else's callback fits to it. SameSite=Lax, as the callback comes from the provider's page.
 */
export class Transactions {
  readonly #key: Buffer;

  /** The key has 32 bytes. */
  constructor(key: Buffer) {
    this.#key = key;
  }

  /** A state, which says where its cookie is: where the browser has no other, if there is room. */
  newState({ headers }: IncomingMessage, random: string, isSecure: boolean): string {
    const states = Array.from({ length: SLOTS }, (_, slot) => `${slot}${random}`);
    const isFree = (state: string) => cookieIn(headers.cookie ?? '', cookieName(state, isSecure)) === undefined;
    return states.find(isFree) ?? `${randomInt(SLOTS)}${random}`;
  }

  /** Gives a transaction to its browser. */
  begin(response: ServerResponse, transaction: Transaction, isSecure: boolean): void {
    const kept: Kept = { ...transaction, endsAt: Date.now() + LIFETIME_S * 1000 };
    setCookie(response, cookieName(transaction.state, isSecure), seal(kept, this.#key), LIFETIME_S, isSecure);
  }

  /** The transaction that a callback belongs to; undefined when this browser has begun none with that state, or long ago. */
  find({ headers }: IncomingMessage, state: string, isSecure: boolean): Transaction | undefined {
    const value = cookieIn(headers.cookie ?? '', cookieName(state, isSecure));
    const kept = unseal(value ?? '', this.#key) as Kept | undefined;
    return kept?.state === state && Date.now() < kept.endsAt ? kept : undefined;
  }

  /** Takes the transaction from its browser: no callback counts twice. */
  end(response: ServerResponse, state: string, isSecure: boolean): void {
    setCookie(response, cookieName(state, isSecure), '', 0, isSecure);
  }
}

/** [spec] RFC 6265bis section 4.1.3.2: no neighbouring host can set a cookie with `__Host-`. */
function cookieName(state: string, isSecure: boolean): string {
  return `${isSecure ? '__Host-' : ''}vitalwire-sign-in-${/^\d/.exec(state)?.[0] ?? 'none'}`;
}

function setCookie(response: ServerResponse, name: string, value: string, seconds: number, isSecure: boolean): void {
  const secure = isSecure ? '; Secure' : '';
  response.appendHeader('Set-Cookie', `${name}=${value}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`);
}

function cookieIn(header: string, name: string): string | undefined {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
