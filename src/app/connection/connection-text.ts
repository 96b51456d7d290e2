import type { LoadFailure } from '../feed/snapshot-loader';
import { formatCount } from '../formats/numbers';
import { formatMinute, formatTime } from '../formats/times';
import { readEventPosition } from '../sse/event-position';
import type { ConnectionState, SseGap } from '../sse.service';
import { CONNECTION_TEXT } from '../messages/connection';

const { pill, announcements, gap: gapText } = CONNECTION_TEXT;

/** Returns the label of the pill. */
export function labelConnection(state: ConnectionState): string {
  switch (state.name) {
    case 'connecting':
      return pill.connecting;
    case 'live':
      return pill.live;
    case 'replaying':
      return pill.replaying(formatCount(state.behind));
    case 'reconnecting':
      return pill.reconnecting(formatTime(state.since));
    case 'offline':
      return pill.offline(formatMinute(state.since));
  }
}

/** Returns the announcement for screen readers. It contains no changing numbers, which would repeat the announcement. */
export function describeConnection(state: ConnectionState): string {
  return state.name === 'offline' ? announcements.offline(state.reason) : announcements[state.name];
}

/** Returns the announcement for a failed load of the latest readings. */
export function describeFailedLoad({ reason }: LoadFailure, state: ConnectionState): string {
  return `${announcements.failedLoad(reason)} ${state.name === 'offline' ? describeConnection(state) : announcements.retrying}`;
}

/** Returns the label of a gap in the pill. */
export function labelGap(gap: SseGap): string {
  switch (gap.reason) {
    case 'trimmed':
      return pill.gap.trimmed(countTrimmed(gap));
    case 'foreign':
      return pill.gap.foreign;
    default:
      return pill.gap.unknown;
  }
}

/** Returns a sentence about a gap. */
export function describeGap({ reason }: SseGap): string {
  return gapText(reason);
}

/** Number of events between the requested and the oldest retained position; sequences have no holes. */
function countTrimmed({ requested, oldestKept }: SseGap): string {
  const from = readEventPosition(requested);
  const to = readEventPosition(oldestKept);
  if (!from || to?.epoch !== from.epoch || to.sequence <= from.sequence) return pill.gap.some;
  return formatCount(to.sequence - from.sequence);
}
