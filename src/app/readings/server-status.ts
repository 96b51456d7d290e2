import { inject, Service } from '@angular/core';
import type { Threshold } from '@contract/status';
import type { ClockWarningReport, StatusReport } from '@contract/status-report';
import { defer, map, type Observable } from 'rxjs';

import { JsonApi } from '../http/json-api';

/** What the pages use of `GET /api/status`. */
export interface ServerStatus {
  /** Whether the readings are generated. */
  readonly isDemo: boolean;
  /** Age after which a reading without a newer one is stale. */
  readonly staleAfterMs: number;
  /** Interval of reminders of an unacknowledged alarm. */
  readonly alarmReminderMs: number;
  /** The server's time in ms since 1970; NaN if unknown. */
  readonly atMs: number;
  /** The server's version; empty if unknown. */
  readonly version: string;
  /** Name of the log; empty if unknown. */
  readonly epoch: string;
  /** Position of the log's newest event; empty if unknown. */
  readonly position: string;
  /** Thresholds of the statuses; `undefined` if unknown. */
  readonly fever: Threshold | undefined;
  readonly hypothermia: Threshold | undefined;
  /** Reasons to distrust the server's clock. */
  readonly clockWarnings: readonly ClockWarningReport[];
}

/** A status, and when it was requested and received by this device's clock (ms since 1970). */
export interface StatusAnswer {
  readonly status: ServerStatus;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** Defaults until the server has answered. */
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

/** Client of `GET /api/status`. */
@Service()
export class StatusApi {
  private readonly api = inject(JsonApi);

  /** Requests the server's status. */
  requestStatus(): Observable<StatusAnswer> {
    return defer(() => {
      const sentAt = Date.now();
      return this.api
        .get('/api/status')
        .pipe(map(({ body }) => ({ status: parseServerStatus(body), sentAt, receivedAt: Date.now() })));
    });
  }
}

/** Parses a status report. Missing or invalid fields get the values of {@link UNKNOWN_STATUS}. */
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

/** Returns an empty list for a warning of an unknown kind. */
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

/** Converts seconds to ms. */
function parseSeconds(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? value * 1_000 : undefined;
}
