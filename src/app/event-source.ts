import { InjectionToken } from '@angular/core';
import { EventSource as FetchEventSource } from 'eventsource';

/** The part of an EventSource that is used. The browser's and npm's `eventsource` have it. */
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

/** Opens the streams of `SseService`. Default: the browser's EventSource, which sends the session cookie. */
export const EVENT_SOURCE_FACTORY = new InjectionToken<EventSourceFactory>('EVENT_SOURCE_FACTORY', {
  providedIn: 'root',
  factory: () => (url) => new EventSource(url),
});

/**
 * Creates a factory for pages without a session cookie, such as those of another origin. It sends `Authorization: Bearer …`, which
 * the browser's EventSource can't. `token` is called for every attempt, as the previous token may have expired. The package
 * `eventsource` is bundled only where this function is used.
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
