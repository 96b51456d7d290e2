// The options and messages of `SseService`.
import { BACKOFF_MS } from './backoff';

/** Options of a stream. Only `url` is required. */
export interface SseOptions {
  /** Absolute, or relative to the page. */
  readonly url: string;
  /** Event types to receive. Events without a type have the type `message`. */
  readonly types?: readonly string[];
  /** Event types without ids. They are delivered at once as notices and never treated as repetitions. */
  readonly notices?: readonly string[];
  /** Starts after this event, by `?lastEventId=`. */
  readonly lastEventId?: string;
  /**
   * `positions`: every event has an id such as `k3f9-1042` that increases within its epoch. Events at or before the last one are
   * dropped as repetitions; ids of any other form are not compared. `opaque`: ids are never compared.
   */
  readonly ids?: 'positions' | 'opaque';
  /**
   * Interval (ms) of the server's `heartbeat` events during silence. 0: the server sends none; an open stream is then live, and
   * silence doesn't open a new one.
   */
  readonly heartbeatMs?: number;
  /** Minimum interval (ms) between batches of events. */
  readonly batchMs?: number;
  /** Bounds (ms) of the delay before a refused stream is opened again. */
  readonly backoffMs?: { readonly least: number; readonly most: number };
  /** Returns a number from 0 to below 1, like `Math.random`. */
  readonly random?: () => number;
}

/** {@link SseOptions} with all defaults applied. */
export type SseSettings = Required<SseOptions>;

/** Applies the defaults. */
export function withDefaults(options: SseOptions): SseSettings {
  return {
    types: ['message'],
    notices: [],
    lastEventId: '',
    ids: 'opaque',
    heartbeatMs: 15_000,
    batchMs: 100,
    backoffMs: BACKOFF_MS,
    random: Math.random,
    ...options,
  };
}

/** An event. `id` is the stream's last event id at that point; `''` if there was none. */
export interface SseEvent {
  readonly type: string;
  readonly id: string;
  readonly data: string;
}

/** State of a connection. Times are milliseconds since 1970. */
export type ConnectionState =
  | { readonly name: 'connecting' }
  /** Connected; `behind` events of the replay are still to come. */
  | { readonly name: 'replaying'; readonly behind: number }
  | { readonly name: 'live' }
  /** Lost at `since` and being opened again; `attempt` counts from 1. */
  | { readonly name: 'reconnecting'; readonly since: number; readonly attempt: number }
  /** Lost for longer. Attempts continue, unless the server has stopped them. */
  | { readonly name: 'offline'; readonly since: number; readonly attempt: number; readonly reason: OfflineReason };

/** `no-network`: the device reports that it is offline. `no-answer`: no attempt has succeeded for 30 s. */
export type OfflineReason = 'no-network' | 'no-answer' | Refused;

/**
 * `sign-in`: the server requires a sign-in. `not-allowed`: the user lacks permission. `stopped`: the server responded with 204, so
 * there are no more attempts.
 */
export type Refused = 'sign-in' | 'not-allowed' | 'stopped';

/** The server could not send all requested events. The ids are positions; the stream resumes after `resumesAt`. */
export interface SseGap {
  readonly requested: string;
  readonly reason: string;
  readonly oldestKept: string;
  readonly resumesAt: string;
}

/** A heartbeat. `id` is the stream's position, `at` the server's time (NaN if missing), `receivedAt` the device's time. */
export interface SseHeartbeat {
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly head: string;
  readonly behind: number;
}

/** A message about the stream itself, such as its announced end. It has no id. */
export interface SseNotice {
  readonly type: string;
  readonly data: string;
}

/** A message of `SseService`. Messages are emitted in the order in which they were received. */
export type SseMessage =
  | { readonly kind: 'events'; readonly events: readonly SseEvent[] }
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'heartbeat'; readonly heartbeat: SseHeartbeat }
  | { readonly kind: 'gap'; readonly gap: SseGap }
  | { readonly kind: 'notice'; readonly notice: SseNotice };
