import { formatExactDuration } from '../formats/durations';
import { formatCount } from '../formats/numbers';
import { formatTime } from '../formats/times';
import type { ServerClock } from '../readings/server-clock';
import type { ServerStatus } from '../readings/server-status';
import type { ConnectionState } from '../sse.service';
import type { TabRole } from '../tabs/tab-stream';
import { CONNECTION_PAGE_TEXT } from '../messages/connection-page';
import { describeConnection } from './connection-text';
import type { StreamNumbers } from './stream-meter';

/** A label and its value, formatted. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Input of {@link factsOfNow}. */
export interface ConnectionNow {
  readonly state: ConnectionState;
  readonly role: TabRole;
  readonly status: ServerStatus;
  readonly clock: Pick<ServerClock, 'aheadMs' | 'roundTripMs' | 'at'>;
  readonly numbers: StreamNumbers;
  /** ALPN id of the protocol; `''` if the browser doesn't report it. */
  readonly protocol: string;
}

/** Difference above which the page warns about the device's clock. */
const WRONG_CLOCK_MS = 60_000;

/** Minimum difference that is shown: the two directions of a round trip may differ by as much. */
const MIN_DIFFERENCE_MS = 50;

const { now: text, amounts, unknown } = CONNECTION_PAGE_TEXT;

/** Returns the current state of the connection. */
export function factsOfNow({ state, role, status, clock, numbers, protocol }: ConnectionNow): readonly Fact[] {
  const { roundTripMs } = clock;
  // Without a stream, these values may be outdated.
  const asOf = (value: string): string =>
    state.name === 'live' || value === unknown || Number.isNaN(status.atMs)
      ? value
      : text.asOf(value, formatTime(status.atMs));
  return [
    { label: text.state, value: describeConnection(state) },
    { label: text.since, value: formatTime('since' in state ? state.since : clock.at(numbers.stateSince)) },
    { label: text.stream, value: text.streams[role] },
    { label: text.protocol, value: text.protocols[protocol] ?? (protocol || unknown) },
    { label: text.version, value: asOf(status.version ? text.vitalwire(status.version) : unknown) },
    { label: text.log, value: asOf(status.epoch || unknown) },
    { label: text.position, value: numbers.position || unknown },
    { label: text.roundTrip, value: asOf(roundTripMs === undefined ? unknown : formatExactDuration(roundTripMs)) },
    {
      label: text.clock,
      value: asOf(roundTripMs === undefined ? unknown : describeClock(clock.aheadMs, roundTripMs / 2)),
    },
  ];
}

/** Returns the numbers of received events and characters. */
export function factsOfAmounts(numbers: StreamNumbers): readonly Fact[] {
  const count = (value: number | undefined): string => (value === undefined ? unknown : formatCount(value));
  return [
    { label: amounts.events, value: count(numbers.events) },
    { label: amounts.eventsPerMinute, value: count(numbers.eventsPerMinute) },
    { label: amounts.characters, value: count(numbers.characters) },
    { label: amounts.charactersPerMinute, value: count(numbers.charactersPerMinute) },
  ];
}

/** Returns a warning if the device's clock is wrong; otherwise `''`. */
export function describeWrongClock(aheadMs: number): string {
  return Math.abs(aheadMs) > WRONG_CLOCK_MS ? text.wrongClock(describeDifference(aheadMs)) : '';
}

function describeClock(aheadMs: number, precisionMs: number): string {
  const isInSync = Math.abs(aheadMs) <= Math.max(precisionMs, MIN_DIFFERENCE_MS);
  return isInSync ? text.inSync(formatExactDuration(precisionMs)) : describeDifference(aheadMs);
}

function describeDifference(aheadMs: number): string {
  const difference = formatExactDuration(Math.abs(aheadMs));
  return aheadMs > 0 ? text.behind(difference) : text.ahead(difference);
}
