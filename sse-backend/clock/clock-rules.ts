/** A clock that nothing can set. Two readings with the same `origin` differ by the time that passed between them, at least. */
export interface SteadyReading {
  readonly origin: string;
  /** Whole milliseconds since the origin. */
  readonly elapsedMs: number;
}

/** One look at the machine's clocks. */
export interface ClockReading extends SteadyReading {
  /** The wall clock, in milliseconds since 1970. Anything can have set it. */
  readonly wallMs: number;
}

/** What a file knows of time, as of the last look. */
export interface ClockState extends SteadyReading {
  /** Counted time: rises only by what the steady clock proves, so never by more than the time that really passed. */
  readonly countedMs: number;
  /** How far ahead of counted time the wall clock is when it is right, as far as is known. */
  readonly aheadMs: number;
  /** Set while the wall clock is not where it should be. */
  readonly doubt: ClockDoubt | undefined;
}

/** A wall clock in doubt. */
interface ClockDoubt {
  /** When the doubt began, in counted time. */
  readonly sinceMs: number;
  /** How far the wall clock is from where it should be: positive when it is ahead. */
  readonly offByMs: number;
}

/** Maximum step of the wall clock between two looks that counts as drift. A larger step is a jump. */
const DRIFT_MS = 60_000;

/** Maximum time that a restart of the machine takes. A wall clock further ahead is wrong, or the machine was off for longer. */
const REBOOT_MS = 3_600_000;

/** The state of a new file; `countedMs` may begin anywhere, the wall clock is trusted as it is. */
export function startClock({ wallMs, origin, elapsedMs }: ClockReading, countedMs = wallMs): ClockState {
  return { origin, elapsedMs, countedMs, aheadMs: wallMs - countedMs, doubt: undefined };
}

/**
 * The state after another look. A wall clock in doubt is trusted again when it is back where it should be, or when it has
 * gone on steadily for `confirmAfterMs` of counted time.
 */
export function advanceClock(before: ClockState, reading: ClockReading, confirmAfterMs: number): ClockState {
  const { origin, elapsedMs } = reading;
  const isSameRun = origin === before.origin && elapsedMs >= before.elapsedMs;
  const countedMs = before.countedMs + (isSameRun ? elapsedMs - before.elapsedMs : 0);
  const offByMs = reading.wallMs - countedMs - before.aheadMs;
  const isAt = (expectedMs: number) => {
    const stepMs = offByMs - expectedMs;
    return stepMs >= -DRIFT_MS && stepMs <= (isSameRun ? DRIFT_MS : REBOOT_MS);
  };
  const sinceMs = before.doubt && isAt(before.doubt.offByMs) ? before.doubt.sinceMs : countedMs;
  const isTrusted = isAt(0) || countedMs - sinceMs >= confirmAfterMs;
  if (!isTrusted) return { ...before, origin, elapsedMs, countedMs, doubt: { sinceMs, offByMs } };
  return { origin, elapsedMs, countedMs, aheadMs: before.aheadMs + offByMs, doubt: undefined };
}

/**
 * The state after an operator has confirmed that the wall clock is right: the time that it is ahead by has passed while the
 * server was off.
 */
export function confirmClock(state: ClockState): ClockState {
  const offByMs = state.doubt?.offByMs ?? 0;
  const passedMs = Math.max(0, offByMs);
  return {
    ...state,
    countedMs: state.countedMs + passedMs,
    aheadMs: state.aheadMs + offByMs - passedMs,
    doubt: undefined,
  };
}

/** A time of storing behind all that were given, for a mark: also while the wall clock is behind them. */
export function timeOfMark(wallMs: number, newest: number): number {
  return Math.max(wallMs, newest + 1);
}

/** The time under which something is stored: the wall clock's, unless that would run back behind the `newest` one given. */
export function storingTime(wallMs: number, newest: number): number {
  return Math.max(wallMs, newest);
}
