import type { Transport } from './stream-order.ts';

/** What every stream of `SseService` has: the types must be said, the first Last-Event-ID may be. */
const OF_THE_SERVICE = [
  'bom',
  'empty-or-missing-location',
  'event-type-listeners',
  'last-event-id',
  'payload-size-stress-testable',
];

/**
 * What a transport adds. A browser's EventSource sends neither headers nor a body, and doesn't tell that the status was a 204: then
 * `SseService` opens the stream again. Versions of the suite ask under two names for a 204 to be followed.
 */
const OF_THE_TRANSPORT: Readonly<Record<Transport, readonly string[]>> = {
  native: [],
  eventsource: ['204', 'server-directed-shutdown-request', 'headers', 'post', 'report'],
};

/** The suite's optional features (its docs/optional_features.md) that `SseService` has with a transport. */
export function capabilitiesOf(transport: Transport): readonly string[] {
  return [...OF_THE_SERVICE, ...OF_THE_TRANSPORT[transport]];
}
