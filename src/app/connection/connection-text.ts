import { formatCount, formatTime } from '../readings/formats';
import type { LoadFailure } from '../feed/snapshot-loader';
import type { ConnectionState, OfflineReason, SseGap } from '../sse.service';

const OFFLINE_REASONS: Record<OfflineReason, string> = {
  'no-network': 'This device has no network.',
  'no-answer': 'The server does not answer.',
  'sign-in': 'The server asks you to sign in again.',
};

/** The connection in a few words, for the eye. */
export function labelConnection(state: ConnectionState): string {
  switch (state.name) {
    case 'connecting':
      return 'Connecting';
    case 'live':
      return 'Live';
    case 'replaying':
      return `Replaying ${formatCount(state.behind)}`;
    case 'reconnecting':
      return `Reconnecting since ${formatTime(state.since)}`;
    case 'offline':
      return `Offline since ${formatTime(state.since)}`;
  }
}

/** The connection in a sentence, for the ear. It stays the same while only a number changes, or it would be read out on and on. */
export function describeConnection(state: ConnectionState): string {
  switch (state.name) {
    case 'connecting':
      return 'Connecting to the server.';
    case 'live':
      return 'Live: readings are shown as they arrive.';
    case 'replaying':
      return 'Connected. Catching up with the readings that were missed.';
    case 'reconnecting':
      return 'The connection was lost. Reconnecting.';
    case 'offline':
      return `Offline. ${OFFLINE_REASONS[state.reason]}`;
  }
}

/** The same while everyone's latest reading could not be loaded: a connection that never was can't be lost. */
export function describeFailedLoad({ reason }: LoadFailure, state: ConnectionState): string {
  const failure = `Loading the readings failed, because ${reason}.`;
  return state.name === 'offline' ? `${failure} ${describeConnection(state)}` : `${failure} Trying again.`;
}

/** What kind of gap it is. */
export function describeGap({ reason }: SseGap): string {
  switch (reason) {
    case 'trimmed':
      return 'Some of the readings missed here are no longer kept by the server.';
    case 'foreign':
      return 'The server has another log now: what was missed before it is not known here.';
    default:
      return 'It is not known which readings were missed.';
  }
}
