/** What opens the stream: the browser's own EventSource, or npm's `eventsource`. */
export type Transport = 'native' | 'eventsource';

/**
 * How `SseService` follows a stream. `opaque`: without heartbeats, ids of any shape, a `retry` of 100 ms in front. `positions`: the
 * same with heartbeats, and ids that may be positions. `own-retry`: as `opaque`, but the client's own delay before it reconnects.
 */
export type Mode = 'opaque' | 'positions' | 'own-retry';

/** A stream that the page is to follow. */
export interface StreamOrder {
  readonly id: number;
  readonly transport: Transport;
  readonly mode: Mode;
  /** The events wanted. */
  readonly types: readonly string[];
  readonly lastEventId?: string;
  /** The shortest wait in ms before a stream that was given up is opened again. */
  readonly leastBackoffMs?: number;
  /** How the stream is asked for, beyond a GET: only `eventsource` can. */
  readonly request?: StreamRequest;
}

/** What `fetch` takes; body only with a method that has one. */
export interface StreamRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the page tells of a stream. */
export type StreamReport =
  | { readonly kind: 'event'; readonly event: { readonly type: string; readonly data: string; readonly id: string } }
  /** The suite reads `error`, its documentation says `comment`: both are there. */
  | { readonly kind: 'error'; readonly error: string; readonly comment: string };

/** Where the page finds a stream. */
export function streamPath(id: number): string {
  return `/streams/${id}/events`;
}

/** Where the page sends its report number `count`, from 1. */
export function reportPath(id: number, count: number): string {
  return `/streams/${id}/reports/${count}`;
}
