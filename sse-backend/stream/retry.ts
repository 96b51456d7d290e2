import { encodeRetry } from './frame.ts';

/** Drawn per connection within these, so that a restart is not followed by everyone's coming back at once. */
const SHORTEST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 4000;

/** The first line of a stream's first frame: when its client shall come back. */
export function drawRetry(): string {
  return encodeRetry(SHORTEST_RETRY_MS + Math.random() * (LONGEST_RETRY_MS - SHORTEST_RETRY_MS));
}
