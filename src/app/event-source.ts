import { InjectionToken } from '@angular/core';
import { EventSource as FetchEventSource } from 'eventsource';

/** What is needed of an EventSource: the browser's and npm's `eventsource` both have it. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: Event) => void): void;
  close(): void;
}

/** Opens an event stream at an absolute URL. */
export type EventSourceFactory = (url: string) => EventSourceLike;

/** [spec] HTML, 9.2: the states of an EventSource. */
export const CONNECTING = 0;
export const CLOSED = 2;

/** How `SseService` opens a stream; the browser's own EventSource, which sends the session cookie, when nothing is provided. */
export const EVENT_SOURCE_FACTORY = new InjectionToken<EventSourceFactory>('EVENT_SOURCE_FACTORY', {
  providedIn: 'root',
  factory: () => (url) => new EventSource(url),
});

/**
 * A factory for pages that have no cookie with the server, such as those of another origin: it sends
 * `Authorization: Bearer …`, which the browser's EventSource can't. The token is asked for afresh on every attempt, as it
 * may have expired meanwhile. `eventsource` is in the bundle only where this is used.
 */
export function bearerEventSource(token: () => string | Promise<string>): EventSourceFactory {
  return (url) =>
    new FetchEventSource(url, {
      fetch: async (input, init) => {
        const headers = { ...init.headers, Authorization: `Bearer ${await token()}` };
        return fetch(input, { ...init, headers });
      },
    });
}
