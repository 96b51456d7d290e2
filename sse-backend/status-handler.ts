import type { ClockWarning } from './clock/clock-warnings.ts';
import type { Config } from './config/config.ts';
import type { StatusReport } from './contract/status-report.ts';
import type { Threshold } from './contract/status.ts';
import type { Handler } from './http/request-context.ts';
import { sendJson } from './http/json.ts';
import type { EventLog } from './log/event-log.ts';
import { HEARTBEAT_MS } from './stream/hub.ts';
import { VERSION } from './version.ts';

/** `GET /api/status`: what server this is, what is in force, and whether its clock is in doubt. */
export function statusHandler(log: EventLog, config: Config, warnings: () => readonly ClockWarning[]): Handler {
  return ({ response }) => {
    const ClockWarnings = warnings().map(({ report }) => report);
    const report: StatusReport = {
      Demo: config.demo !== undefined,
      Version: VERSION,
      Epoch: log.epoch,
      Position: log.idOf(log.head),
      OldestKept: log.idOf(log.oldest - 1),
      At: new Date().toISOString(),
      Fever: toWire(config.rules.fever),
      Hypothermia: toWire(config.rules.hypothermia),
      AlarmHold: config.rules.alarmHoldMs / 1000,
      AlarmReminder: config.alarmReminderMs / 1000,
      StaleAfter: config.staleAfterMs / 1000,
      Heartbeat: HEARTBEAT_MS / 1000,
      Retain: config.retainMs / 1000,
      ...(config.retainEvents === undefined ? {} : { RetainEvents: config.retainEvents }),
      ...(ClockWarnings.length > 0 ? { ClockWarnings } : {}),
    };
    sendJson(response, 200, report);
  };
}

function toWire({ on, off }: Threshold): { readonly On: number; readonly Off: number } {
  return { On: on, Off: off };
}
