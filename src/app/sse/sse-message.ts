/** One event, as the server sent it. `id` is the stream's last event id at that point, `''` when there was none. */
export interface SseEvent {
  readonly type: string;
  readonly id: string;
  readonly data: string;
}

/** Where a stream stands. Times are milliseconds since 1970. */
export type ConnectionState =
  | { readonly name: 'connecting' }
  /** Connected, and catching up: `behind` events are still to come. */
  | { readonly name: 'replaying'; readonly behind: number }
  | { readonly name: 'live' }
  /** Lost at `since`, and being opened again; `attempt` counts from 1. */
  | { readonly name: 'reconnecting'; readonly since: number; readonly attempt: number }
  /** The same, but it won't be over in a moment. Attempts go on, unless the server has stopped them. */
  | { readonly name: 'offline'; readonly since: number; readonly attempt: number; readonly reason: OfflineReason };

/** `no-network`: the device says it has none. `no-answer`: nothing has helped for a while. */
export type OfflineReason = 'no-network' | 'no-answer' | Refused;

/** `sign-in`: the server wants one. `not-allowed`: it knows who asks, and says no. `stopped`: it wants no more attempts, and there are none. */
export type Refused = 'sign-in' | 'not-allowed' | 'stopped';

/** The server could not give everything that was asked for. The ids are positions: what comes after them comes next. */
export interface SseGap {
  readonly requested: string;
  readonly reason: string;
  readonly oldestKept: string;
  readonly resumesAt: string;
}

/** A sign of life. `id` is the stream's place, `at` the server's time (NaN when it didn't say), `receivedAt` ours. */
export interface SseHeartbeat {
  readonly id: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly head: string;
  readonly behind: number;
}

/** What the server says beside the events, such as that it is about to end the stream: it has no place among them, and no id. */
export interface SseNotice {
  readonly type: string;
  readonly data: string;
}

/** What `SseService` tells, in the order in which it happened. */
export type SseMessage =
  | { readonly kind: 'events'; readonly events: readonly SseEvent[] }
  | { readonly kind: 'state'; readonly state: ConnectionState }
  | { readonly kind: 'heartbeat'; readonly heartbeat: SseHeartbeat }
  | { readonly kind: 'gap'; readonly gap: SseGap }
  | { readonly kind: 'notice'; readonly notice: SseNotice };
