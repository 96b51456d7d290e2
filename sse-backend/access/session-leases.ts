import type { SessionEnd } from '../contract/events.ts';
import { Lease } from './lease.ts';
import type { Session } from './session-cookie.ts';
import { whenClockReaches } from './when-clock-reaches.ts';

/** Sessions in which nothing long is open need not be remembered; beyond so many the oldest of them are forgotten. */
const MOST_KNOWN = 10_000;

interface Known {
  readonly lease: Lease;
  /** Stops waiting for the end of what the session depends on. */
  readonly letGo: () => void;
  until: number;
  /** Stops waiting for that. */
  stopWaiting: () => void;
}

/** The leases of sessions in use: one for all requests of a session, whichever copy of its cookie they came with. */
export class SessionLeases {
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();

  /** `now` gives milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The lease of a session. It ends with the session, of which the latest renewal counts, or with `parent` before. */
  of({ sid, exp }: Session, parent: Lease | undefined): Lease {
    const known = this.#known.get(sid);
    if (known) {
      if (exp > known.until) this.#extend(sid, known, exp);
      return known.lease;
    }
    const lease = new Lease();
    const endHere = (reason: SessionEnd) => this.end(sid, reason);
    parent?.onOver(endHere);
    const letGo = () => parent?.offOver(endHere);
    this.#known.set(sid, { lease, letGo, until: exp, stopWaiting: this.#expireAt(sid, exp) });
    if (parent?.isOver === true) this.end(sid, 'expired');
    this.#forgetIdleBut(sid);
    return lease;
  }

  /** Ends what was begun with a session. */
  end(sid: string, reason: SessionEnd): void {
    const known = this.#known.get(sid);
    if (!known) return;
    this.#forget(sid, known);
    known.lease.end(reason);
  }

  #extend(sid: string, known: Known, until: number): void {
    known.stopWaiting();
    known.until = until;
    known.stopWaiting = this.#expireAt(sid, until);
  }

  #expireAt(sid: string, at: number): () => void {
    return whenClockReaches(at, this.#now, () => this.end(sid, 'expired'));
  }

  /** The newest one stays: something may be about to begin in it. */
  #forgetIdleBut(newest: string): void {
    if (this.#known.size <= MOST_KNOWN) return;
    for (const [sid, known] of this.#known) {
      if (known.lease.isWatched || sid === newest) continue;
      this.#forget(sid, known);
      return;
    }
  }

  #forget(sid: string, known: Known): void {
    known.stopWaiting();
    known.letGo();
    this.#known.delete(sid);
  }
}
