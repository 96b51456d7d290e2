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

/** Something known of the connection, in words. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What {@link factsOfNow} are made of. */
export interface ConnectionNow {
  readonly state: ConnectionState;
  readonly role: TabRole;
  readonly status: ServerStatus;
  readonly clock: Pick<ServerClock, 'aheadMs' | 'roundTripMs' | 'at'>;
  readonly numbers: StreamNumbers;
  /** ALPN's name of it, as the browser tells; `''`: it doesn't. */
  readonly protocol: string;
}

/** Clocks that differ by more make people doubt one of them. */
const WRONG_CLOCK_MS = 60_000;

/** Less is within what the two ways of a round trip may differ by. */
const LEAST_DIFFERENCE_MS = 50;

const { now: text, amounts, unknown } = CONNECTION_PAGE_TEXT;

/** Where the connection stands. */
export function factsOfNow({ state, role, status, clock, numbers, protocol }: ConnectionNow): readonly Fact[] {
  const { roundTripMs } = clock;
  // While the stream is away nobody knows whether these still hold.
  const asOf = (value: string): string =>
    state.name === 'live' || value === unknown || Number.isNaN(status.atMs)
      ? value
      : text.asOf(value, formatTime(status.atMs));
  return [
    { label: text.state, value: describeConnection(state) },
    { label: text.since, value: formatTime('since' in state ? state.since : clock.at(numbers.stateSince)) },
    { label: text.through, value: text.ways[role] },
    { label: text.protocol, value: text.protocols[protocol] ?? (protocol || unknown) },
    { label: text.version, value: asOf(status.version ? text.vitalwire(status.version) : unknown) },
    { label: text.log, value: asOf(status.epoch || unknown) },
    { label: text.position, value: numbers.position || unknown },
    { label: text.roundTrip, value: asOf(roundTripMs === undefined ? unknown : formatExactDuration(roundTripMs)) },
    { label: text.clock, value: asOf(roundTripMs === undefined ? unknown : tellClock(clock.aheadMs, roundTripMs / 2)) },
  ];
}

/** What the stream has brought. */
export function factsOfAmounts(numbers: StreamNumbers): readonly Fact[] {
  const count = (value: number | undefined): string => (value === undefined ? unknown : formatCount(value));
  return [
    { label: amounts.events, value: count(numbers.events) },
    { label: amounts.eventsPerMinute, value: count(numbers.eventsPerMinute) },
    { label: amounts.characters, value: count(numbers.characters) },
    { label: amounts.charactersPerMinute, value: count(numbers.charactersPerMinute) },
  ];
}

/** A warning when this device's clock is far off; `''` when it isn't. */
export function warnOfClock(aheadMs: number): string {
  return Math.abs(aheadMs) > WRONG_CLOCK_MS ? text.wrongClock(tellDifference(aheadMs)) : '';
}

function tellClock(aheadMs: number, precisionMs: number): string {
  const isInStep = Math.abs(aheadMs) <= Math.max(precisionMs, LEAST_DIFFERENCE_MS);
  return isInStep ? text.inStep(formatExactDuration(precisionMs)) : tellDifference(aheadMs);
}

function tellDifference(aheadMs: number): string {
  const difference = formatExactDuration(Math.abs(aheadMs));
  return aheadMs > 0 ? text.behind(difference) : text.ahead(difference);
}
