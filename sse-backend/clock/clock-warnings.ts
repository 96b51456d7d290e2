import { FURTHEST_AHEAD_MS } from '../contract/reading-time.ts';
import type { ClockWarningReport } from '../contract/status-report.ts';
import type { ClockReport } from './clock-report.ts';
import { direction, type DeviceTally } from './device-clocks.ts';

/** Something that an operator should know of the server's clock. */
export interface ClockWarning {
  readonly report: ClockWarningReport;
  /** For an operator. */
  readonly text: string;
}

const REMEDY = 'set the clock; if it is right, run "clock confirm"';

/** What is wrong with the clock, as the log and the devices see it. */
export function clockWarnings({ offByMs, storedAheadMs }: ClockReport, devices: DeviceTally): ClockWarning[] {
  const warnings: ClockWarning[] = [];
  if (offByMs !== undefined && offByMs > 0) {
    const length = lengthOf(offByMs);
    const text = `The server's clock is ${length} ahead of where the log left it: it is wrong, or the server was off for so long. Events are kept up to ${length} longer than --retain; ${REMEDY}.`;
    warnings.push({ report: { Kind: 'clock-ahead', Seconds: secondsOf(offByMs) }, text });
  } else if (offByMs !== undefined) {
    const text = `The server's clock is ${lengthOf(-offByMs)} behind where the log left it: it is wrong, or was wrong before; ${REMEDY}.`;
    warnings.push({ report: { Kind: 'clock-behind', Seconds: secondsOf(-offByMs) }, text });
  } else if (storedAheadMs > FURTHEST_AHEAD_MS) {
    const text = `The newest time of storing is ${lengthOf(storedAheadMs)} ahead of the server's clock, which was ahead before: until then ?since= begins earlier than asked for.`;
    warnings.push({ report: { Kind: 'stored-ahead', Seconds: secondsOf(storedAheadMs) }, text });
  }
  const way = direction(devices);
  if (way === 'ahead') {
    const text = `The clocks of ${devices.ahead} devices are more than 5 minutes ahead of the server's: the server's clock is behind. Their readings get 503 until it is set right.`;
    warnings.push({ report: { Kind: 'devices-ahead', Devices: devices.ahead }, text });
  } else if (way === 'behind') {
    const text = `The readings of ${devices.behind} devices were taken more than 5 minutes ago: they come late, or the server's clock is ahead.`;
    warnings.push({ report: { Kind: 'devices-behind', Devices: devices.behind }, text });
  }
  return warnings;
}

function secondsOf(ms: number): number {
  return Math.round(ms / 1000);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function lengthOf(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  if (ms >= 2 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} hours`;
  return `${Math.max(1, Math.round(ms / MINUTE_MS))} min`;
}
