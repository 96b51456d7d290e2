import type { AccessExpiry } from '../http/access-expiry.ts';
import type { SessionEnd, SessionExpired } from '../contract/events.ts';
import { encodeFrame } from './frame.ts';

/** So long a page has to renew its session and come back before it sees its stream end. */
const GRACE_MS = 1000;

/** What can be ended with the access that it was begun with. */
export interface Endable {
  /** Sends this frame, and nothing after it. */
  sendLast(frame: string): void;
  /** Ends it cleanly. */
  end(): void;
}

/** Ends a stream with the access it was begun with: it says so, and a second later it is over. Gives what calls that off. */
export function endWithAccess(expiry: AccessExpiry, stream: Endable): () => void {
  let grace: NodeJS.Timeout | undefined;
  const end = (reason: SessionEnd) => {
    stream.sendLast(sessionExpired(reason));
    grace = setTimeout(() => stream.end(), GRACE_MS);
  };
  expiry.onEnd(end);
  return () => {
    expiry.offEnd(end);
    clearTimeout(grace);
  };
}

function sessionExpired(reason: SessionEnd): string {
  const data: SessionExpired = { Reason: reason };
  return encodeFrame({ event: 'session-expired', data: JSON.stringify(data) });
}
