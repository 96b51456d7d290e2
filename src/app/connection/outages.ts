import type { ConnectionState, OfflineReason } from '../sse.service';

/** `cut`: the browser said so. `silence`: nothing came any more, which the page noticed by itself. */
export type OutageCause = 'cut' | 'silence' | OfflineReason;

/** A time in which the stream was lost. `since` in ms since 1970, by this device's clock. */
export interface Outage {
  readonly since: number;
  readonly awayMs: number;
  readonly cause: OutageCause;
  /** How many of the events missed have come; `undefined`: everyone's latest reading was loaded afresh instead. */
  readonly replayed: number | undefined;
}

/** The outage that goes on. */
export type OpenOutage = Omit<Outage, 'replayed'>;

/** How long the stream has been there, and when it wasn't. */
export interface OutageReport {
  /** The newest first; no more than are kept. */
  readonly latest: readonly Outage[];
  /** All of them that are over. */
  readonly count: number;
  readonly open: OpenOutage | undefined;
  /** Which part of the time since it was live first the stream was live; from 0 to 1. */
  readonly liveShare: number;
}

const MOST_KEPT = 20;

/** A loss that began so long before it was noticed was noticed by silence. */
const NOTICED_AT_ONCE_MS = 1_000;

type Loss = Extract<ConnectionState, { since: number }>;

/** Keeps the times in which the stream was lost. All times are in ms since 1970, by this device's clock. */
export class Outages {
  private latest: readonly Outage[] = [];
  private count = 0;
  private firstLiveAt: number | undefined;
  private liveSince: number | undefined;
  private liveMs = 0;
  private open: { readonly since: number; cause: OutageCause } | undefined;

  lost(state: Loss, now: number): void {
    // What was never there can't be lost.
    if (this.liveSince !== undefined) {
      this.open = { since: state.since, cause: now - state.since > NOTICED_AT_ONCE_MS ? 'silence' : 'cut' };
      this.stopLive(state.since);
    }
    if (this.open && state.name === 'offline') this.open.cause = moreTelling(this.open.cause, state.reason);
  }

  live(replayed: number | undefined, now: number): void {
    this.firstLiveAt ??= now;
    this.liveSince ??= now;
    if (!this.open) return;
    const { since, cause } = this.open;
    this.open = undefined;
    this.count += 1;
    const outage = { since, awayMs: Math.max(0, now - since), cause, replayed };
    this.latest = [outage, ...this.latest].slice(0, MOST_KEPT);
  }

  /** Neither live nor lost: it is connecting, or replaying. */
  notLive(now: number): void {
    if (this.liveSince === undefined) return;
    this.stopLive(now);
  }

  read(now: number): OutageReport {
    const liveMs = this.liveMs + (this.liveSince === undefined ? 0 : Math.max(0, now - this.liveSince));
    const wholeMs = now - (this.firstLiveAt ?? now);
    // In the moment in which it is live first, it has been live all the time.
    const liveShare = wholeMs > 0 ? Math.min(1, liveMs / wholeMs) : Number(this.liveSince !== undefined);
    const open = this.open && { ...this.open, awayMs: Math.max(0, now - this.open.since) };
    return { latest: this.latest, count: this.count, open, liveShare };
  }

  private stopLive(now: number): void {
    this.liveMs += Math.max(0, now - (this.liveSince ?? now));
    this.liveSince = undefined;
  }
}

/** That nobody answers says less than that nothing came: it follows from it. */
function moreTelling(cause: OutageCause, reason: OfflineReason): OutageCause {
  return reason === 'no-answer' && cause !== 'cut' ? cause : reason;
}
