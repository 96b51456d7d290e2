import type { LoadFailure } from '../feed/snapshot-loader';
import { formatCount } from '../formats/numbers';
import { formatMinute, formatTime } from '../formats/times';
import { readEventPosition } from '../sse/event-position';
import type { ConnectionState, SseGap } from '../sse.service';
import { CONNECTION_TEXT } from '../messages/connection';

const { pill, said, gap: gapText } = CONNECTION_TEXT;

/** The connection in a few words, for the eye. */
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

/** The connection in a sentence, for the ear. It stays the same while only a number changes, or it would be read out on and on. */
export function describeConnection(state: ConnectionState): string {
  return state.name === 'offline' ? said.offline(state.reason) : said[state.name];
}

/** The same while everyone's latest reading could not be loaded: a connection that never was can't be lost. */
export function describeFailedLoad({ reason }: LoadFailure, state: ConnectionState): string {
  return `${said.failedLoad(reason)} ${state.name === 'offline' ? describeConnection(state) : said.tryingAgain}`;
}

/** A gap in a few words, for the eye. */
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

/** What kind of gap it is. */
export function describeGap({ reason }: SseGap): string {
  return gapText(reason);
}

/** How many events were removed between the place asked for and the oldest one kept; sequences leave no number out. */
function countTrimmed({ requested, oldestKept }: SseGap): string {
  const from = readEventPosition(requested);
  const to = readEventPosition(oldestKept);
  if (!from || to?.epoch !== from.epoch || to.sequence <= from.sequence) return pill.gap.some;
  return formatCount(to.sequence - from.sequence);
}
