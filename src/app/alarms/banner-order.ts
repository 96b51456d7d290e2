import type { Alarm } from '@contract/alarm';
import { parseTemperature, toCelsius } from '@contract/temperature';

import { compareNewestFirst } from './alarm-book';
import type { WaitingAlarm } from './waiting-times';

/** What the banner shows. */
export interface BannerLines {
  readonly lines: readonly WaitingAlarm[];
  /** Alarms that came while the lines were held. */
  readonly arrived: number;
}

/** What a body has when nothing is the matter, °C. */
const NORMAL_CELSIUS = 37;

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

/** The one that went furthest from normal; of several the first. */
export function worstOf(alarms: readonly Alarm[]): Alarm | undefined {
  let worst: Alarm | undefined;
  let most = -1;
  for (const alarm of alarms) {
    const peak = parseTemperature(alarm.peak);
    const away = peak ? Math.abs(toCelsius(peak) - NORMAL_CELSIUS) : 0;
    if (away > most) [worst, most] = [alarm, away];
  }
  return worst;
}

function isNewerThanAll(alarm: Alarm, lines: readonly WaitingAlarm[]): boolean {
  return lines.every((line) => compareNewestFirst(alarm, line.alarm) < 0);
}
