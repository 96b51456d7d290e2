import type { SessionEnd } from '../contract/events.ts';
import { AccessExpiry, whenClockReaches } from '../http/access-expiry.ts';
import type { Session } from './session-cookie.ts';

/** Maximum number of sessions tracked. Beyond it, the oldest session without a stream or upload is dropped. */
const MAX_SESSIONS = 10_000;

interface TrackedSession {
  readonly expiry: AccessExpiry;
  /** Stops listening to the expiry that the session depends on. */
  readonly detach: () => void;
  until: number;
  /** Cancels the timer for `until`. */
  cancelTimer: () => void;
}

/** The expiries of sessions in use: one per session, shared by all requests and all copies of its cookie. */
export class SessionExpiries {
  readonly #now: () => number;
  readonly #sessions = new Map<string, TrackedSession>();

  /** `now` returns milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Returns the expiry of a session. It ends when the latest renewal expires, or with `parent` before. */
  of({ sid, exp }: Session, parent: AccessExpiry | undefined): AccessExpiry {
    const known = this.#sessions.get(sid);
    if (known) {
      if (exp > known.until) this.#extend(sid, known, exp);
      return known.expiry;
    }
    const expiry = new AccessExpiry();
    const endHere = (reason: SessionEnd) => this.end(sid, reason);
    parent?.onEnd(endHere);
    const detach = () => parent?.offEnd(endHere);
    this.#sessions.set(sid, { expiry, detach, until: exp, cancelTimer: this.#expireAt(sid, exp) });
    if (parent?.hasEnded === true) this.end(sid, 'expired');
    this.#dropOneIdleBut(sid);
    return expiry;
  }

  /** Ends the streams and uploads of a session. */
  end(sid: string, reason: SessionEnd): void {
    const known = this.#sessions.get(sid);
    if (!known) return;
    this.#drop(sid, known);
    known.expiry.end(reason);
  }

  #extend(sid: string, known: TrackedSession, until: number): void {
    known.cancelTimer();
    known.until = until;
    known.cancelTimer = this.#expireAt(sid, until);
  }

  #expireAt(sid: string, at: number): () => void {
    return whenClockReaches(at, this.#now, () => this.end(sid, 'expired'));
  }

  /** Keeps the newest session: its request may start a stream next. */
  #dropOneIdleBut(newest: string): void {
    if (this.#sessions.size <= MAX_SESSIONS) return;
    for (const [sid, known] of this.#sessions) {
      if (known.expiry.isWatched || sid === newest) continue;
      this.#drop(sid, known);
      return;
    }
  }

  #drop(sid: string, known: TrackedSession): void {
    known.cancelTimer();
    known.detach();
    this.#sessions.delete(sid);
  }
}
