/** Events that have a place in the log, and so an id of their own. */
export const STORED_EVENT_TYPES = ['message', 'acknowledgement', 'backfill'] as const;
export type StoredEventType = (typeof STORED_EVENT_TYPES)[number];

/** What a stream carries when `?types=` does not say otherwise: imported readings only on request. */
export const DEFAULT_EVENT_TYPES: readonly StoredEventType[] = ['message', 'acknowledgement'];

/** `event: heartbeat`, whose `id:` is the stream's position. `Behind`: events that the stream carries up to `Head`. */
export interface Heartbeat {
  /** The server's time, RFC 3339 in UTC with milliseconds. */
  readonly At: string;
  readonly Head: string;
  readonly Behind: number;
}

/** Why what was asked for can't be given whole. */
export type GapReason = 'trimmed' | 'foreign' | 'unreadable';

/** `event: gap`, without an id. Both ids are positions: what comes after them comes next. */
export interface Gap {
  readonly Requested: string;
  readonly Reason: GapReason;
  readonly OldestKept: string;
  readonly ResumesAt: string;
}

/** Why an access is over that a stream was begun with. */
export type SessionEnd = 'expired' | 'revoked' | 'signed-out';

/** `event: session-expired`, without an id: the stream's last event; it ends a second later. */
export interface SessionExpired {
  readonly Reason: SessionEnd;
}
