import { EventSource as FetchEventSource } from 'eventsource';

import type { EventSourceFactory } from '../../../src/app/event-source';
import type { StreamOrder, StreamRequest } from '../stream-order';

/** What a stream is opened with. */
export function eventSourceFactory({ transport, request = {} }: StreamOrder): EventSourceFactory {
  return transport === 'native' ? (url) => new EventSource(url) : (url) => openByFetch(url, request);
}

function openByFetch(url: string, request: StreamRequest): FetchEventSource {
  return new FetchEventSource(url, {
    fetch: (input, init) => fetch(input, { ...init, ...request, headers: { ...init.headers, ...request.headers } }),
  });
}
