import { BACKOFF_MS } from './backoff';

/** What to follow, and how. Only `url` has no default. */
export interface SseOptions {
  /** Absolute, or relative to the page. */
  readonly url: string;
  /** The events wanted; those the server doesn't name are of type `message`. */
  readonly types?: readonly string[];
  /** Types of what the server says without an id: told as notices as soon as they come, and never taken for repetitions. */
  readonly notices?: readonly string[];
  /** Begins after this event, by `?lastEventId=`. */
  readonly lastEventId?: string;
  /**
   * `positions`: every event has an id such as `k3f9-1042`, which rises within its epoch, so that an event at or before the
   * last one is a repetition and dropped. Ids of another shape are not looked at; with `opaque`, none are.
   */
  readonly ids?: 'positions' | 'opaque';
  /**
   * How often, in ms, the server breaks its silence with a `heartbeat`. 0: never; then an open stream counts as live, and
   * silence is no reason to open it again.
   */
  readonly heartbeatMs?: number;
  /** Events are handed over together, at most this often (ms). */
  readonly batchMs?: number;
  /** Bounds in ms for the wait before a stream that was given up is opened again. */
  readonly backoffMs?: { readonly least: number; readonly most: number };
  /** From 0 to below 1, like `Math.random`. */
  readonly random?: () => number;
}

/** {@link SseOptions} with nothing left open. */
export type SseSettings = Required<SseOptions>;

/** What holds where {@link SseOptions} say nothing. */
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
