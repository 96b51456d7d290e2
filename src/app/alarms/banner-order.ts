import type { Alarm } from '@contract/alarm';

import { compareNewestFirst } from './alarm-book';
import type { WaitingAlarm } from './waiting-times';

/** What the banner shows. */
export interface BannerLines {
  readonly lines: readonly WaitingAlarm[];
  /** Alarms that came while the lines were held. */
  readonly arrived: number;
}

export const NO_LINES: BannerLines = { lines: [], arrived: 0 };

/**
 * The lines after a change. While they are held (somebody aims at one) the same stay at their places, also those that have
 * been acknowledged since; what is new is counted.
 */
export function nextLines(
  before: BannerLines,
  waiting: readonly WaitingAlarm[],
  { most, isHeld }: { readonly most: number; readonly isHeld: boolean },
): BannerLines {
  if (!isHeld || before.lines.length === 0) return { lines: waiting.slice(0, most), arrived: 0 };
  const byId = new Map(waiting.map((one) => [one.alarm.alarm, one]));
  const lines = before.lines.map((line) => byId.get(line.alarm.alarm) ?? line);
  return { lines, arrived: waiting.filter(({ alarm }) => isNewerThanAll(alarm, lines)).length };
}

function isNewerThanAll(alarm: Alarm, lines: readonly WaitingAlarm[]): boolean {
  return lines.every((line) => compareNewestFirst(alarm, line.alarm) < 0);
}
