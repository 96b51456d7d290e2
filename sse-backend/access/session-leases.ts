import type { SessionEnd } from '../contract/events.ts';
import { Lease } from './lease.ts';
import type { Session } from './session-cookie.ts';

/** Sessions in which nothing long is open need not be remembered; beyond so many the oldest of them are forgotten. */
const MOST_KNOWN = 10_000;

interface Known {
  readonly lease: Lease;
  /** Stops waiting for the end of what the session depends on. */
  readonly letGo: () => void;
  until: number;
  timer: NodeJS.Timeout;
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
    const letGo = parent?.onOver((reason) => this.end(sid, reason)) ?? (() => undefined);
    this.#known.set(sid, { lease, letGo, until: exp, timer: this.#expireAt(sid, exp) });
    if (parent?.isOver === true) this.end(sid, 'expired');
    this.#forgetIdle();
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
    clearTimeout(known.timer);
    known.until = until;
    known.timer = this.#expireAt(sid, until);
  }

  #expireAt(sid: string, at: number): NodeJS.Timeout {
    return setTimeout(() => this.end(sid, 'expired'), at - this.#now()).unref();
  }

  #forgetIdle(): void {
    if (this.#known.size <= MOST_KNOWN) return;
    for (const [sid, known] of this.#known) {
      if (known.lease.isWatched) continue;
      this.#forget(sid, known);
      return;
    }
  }

  #forget(sid: string, known: Known): void {
    clearTimeout(known.timer);
    known.letGo();
    this.#known.delete(sid);
  }
}
