import type { ConnectionState, OfflineReason } from '../sse.service';

/** `cut`: the browser reported it. `silence`: nothing was received for too long. */
export type OutageCause = 'cut' | 'silence' | OfflineReason;

/** A period without a stream. `since` is device time (ms since 1970). */
export interface Outage {
  readonly since: number;
  readonly awayMs: number;
  readonly cause: OutageCause;
  /** Number of missed events that were replayed; `undefined` if a snapshot was loaded instead. */
  readonly replayed: number | undefined;
}

/** The current outage. */
export type OpenOutage = Omit<Outage, 'replayed'>;

/** Outages and availability of the stream. */
export interface OutageReport {
  /** Newest first; at most {@link MAX_OUTAGES}. */
  readonly latest: readonly Outage[];
  /** Number of all ended outages. */
  readonly count: number;
  readonly open: OpenOutage | undefined;
  /** Share of the time since it was first live in which the stream was live (0 to 1). */
  readonly liveShare: number;
}

/** Maximum number of stored outages. */
const MAX_OUTAGES = 20;

/** A loss that was detected later than this (ms) was detected by the watchdog. */
const DETECTED_AT_ONCE_MS = 1_000;

type Loss = Extract<ConnectionState, { since: number }>;

/** Records outages. All times are device times (ms since 1970). */
export class Outages {
  private latest: readonly Outage[] = [];
  private count = 0;
  private firstLiveAt: number | undefined;
  private liveSince: number | undefined;
  private liveMs = 0;
  private open: { readonly since: number; cause: OutageCause } | undefined;

  lost(state: Loss, now: number): void {
    // Only a live stream can be lost.
    if (this.liveSince !== undefined) {
      this.open = { since: state.since, cause: now - state.since > DETECTED_AT_ONCE_MS ? 'silence' : 'cut' };
      this.stopLive(state.since);
    }
    if (this.open && state.name === 'offline') this.open.cause = moreSpecific(this.open.cause, state.reason);
  }

  live(replayed: number | undefined, now: number): void {
    this.firstLiveAt ??= now;
    this.liveSince ??= now;
    if (!this.open) return;
    const { since, cause } = this.open;
    this.open = undefined;
    this.count += 1;
    const outage = { since, awayMs: Math.max(0, now - since), cause, replayed };
    this.latest = [outage, ...this.latest].slice(0, MAX_OUTAGES);
  }

  /** The stream is connecting or replaying. */
  notLive(now: number): void {
    if (this.liveSince === undefined) return;
    this.stopLive(now);
  }

  read(now: number): OutageReport {
    const liveMs = this.liveMs + (this.liveSince === undefined ? 0 : Math.max(0, now - this.liveSince));
    const wholeMs = now - (this.firstLiveAt ?? now);
    // Avoids 0/0 at the moment in which it is first live.
    const liveShare = wholeMs > 0 ? Math.min(1, liveMs / wholeMs) : Number(this.liveSince !== undefined);
    const open = this.open && { ...this.open, awayMs: Math.max(0, now - this.open.since) };
    return { latest: this.latest, count: this.count, open, liveShare };
  }

  private stopLive(now: number): void {
    this.liveMs += Math.max(0, now - (this.liveSince ?? now));
    this.liveSince = undefined;
  }
}

/** `no-answer` follows from silence, so it doesn't replace that cause. */
function moreSpecific(cause: OutageCause, reason: OfflineReason): OutageCause {
  return reason === 'no-answer' && cause !== 'cut' ? cause : reason;
}
