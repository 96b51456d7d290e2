import type { Threshold } from '@contract/status';
import type { ClockWarningReport, StatusReport } from '@contract/status-report';

/** What the page needs to know of `GET /api/status`. */
export interface ServerStatus {
  /** The readings are made up. */
  readonly isDemo: boolean;
  /** After this long without a newer one, a reading is stale. */
  readonly staleAfterMs: number;
  /** After this long without an acknowledgement an alarm reminds of itself, again and again. */
  readonly alarmReminderMs: number;
  /** The server's time, in ms since 1970; NaN when it didn't say. */
  readonly atMs: number;
  /** What the server runs; `''` when it didn't say, as for the rest. */
  readonly version: string;
  /** The log's name. */
  readonly epoch: string;
  /** The place of the log's newest event when the server was asked. */
  readonly position: string;
  /** By what readings are judged; `undefined` while that isn't known. */
  readonly fever: Threshold | undefined;
  readonly hypothermia: Threshold | undefined;
  /** What is wrong with its clock; empty while that is trusted. */
  readonly clockWarnings: readonly ClockWarningReport[];
}

/** What holds until the server has said otherwise. */
export const UNKNOWN_STATUS: ServerStatus = {
  isDemo: false,
  staleAfterMs: 60_000,
  alarmReminderMs: 180_000,
  atMs: NaN,
  version: '',
  epoch: '',
  position: '',
  fever: undefined,
  hypothermia: undefined,
  clockWarnings: [],
};

/** Reads a status report; what is missing from it is unknown. */
export function parseServerStatus(value: unknown): ServerStatus {
  if (typeof value !== 'object' || value === null) return UNKNOWN_STATUS;
  const { Demo, StaleAfter, AlarmReminder, At, Version, Epoch, Position, Fever, Hypothermia, ClockWarnings } =
    value as Partial<Record<keyof StatusReport, unknown>>;
  return {
    isDemo: Demo === true,
    staleAfterMs: parseSeconds(StaleAfter) ?? UNKNOWN_STATUS.staleAfterMs,
    alarmReminderMs: parseSeconds(AlarmReminder) ?? UNKNOWN_STATUS.alarmReminderMs,
    atMs: Date.parse(textOf(At)),
    version: textOf(Version),
    epoch: textOf(Epoch),
    position: textOf(Position),
    fever: parseThreshold(Fever),
    hypothermia: parseThreshold(Hypothermia),
    clockWarnings: Array.isArray(ClockWarnings) ? ClockWarnings.flatMap(parseClockWarning) : [],
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function parseThreshold(value: unknown): Threshold | undefined {
  const { On, Off } = (value ?? {}) as Record<string, unknown>;
  return typeof On === 'number' && typeof Off === 'number' ? { on: On, off: Off } : undefined;
}

/** Empty when it is of a kind that isn't known here. */
function parseClockWarning(value: unknown): readonly ClockWarningReport[] {
  const { Kind, Seconds, Devices } = (value ?? {}) as Record<string, unknown>;
  switch (Kind) {
    case 'clock-ahead':
    case 'clock-behind':
    case 'stored-ahead':
      return typeof Seconds === 'number' ? [{ Kind, Seconds }] : [];
    case 'devices-ahead':
    case 'devices-behind':
      return typeof Devices === 'number' ? [{ Kind, Devices }] : [];
    default:
      return [];
  }
}

/** A time in seconds, in ms. */
function parseSeconds(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value * 1_000 : undefined;
}
