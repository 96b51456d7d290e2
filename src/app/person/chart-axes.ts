import type { ServerStatus } from '../readings/server-status';
import type { TrendSeries } from '../readings/trend.api';

/** The alarm thresholds, where known. */
export type Thresholds = Pick<ServerStatus, 'fever' | 'hypothermia'>;

/** Range (°C) of the temperature axis. */
export interface TemperatureScale {
  readonly low: number;
  readonly high: number;
}

/** Minimum range: normal temperatures. Without it, a change of 0.1 °C would look like a fever. */
const MIN_RANGE = { low: 36, high: 37.5 };
const MARGIN = 0.3;

/** Returns a range with all readings, normal temperatures and the fever threshold; also the hypothermia threshold if readings are near it. */
export function scaleFor({ buckets }: TrendSeries, { fever, hypothermia }: Thresholds): TemperatureScale {
  const low = Math.min(MIN_RANGE.low, ...buckets.map(({ min }) => min - MARGIN));
  const high = Math.max(MIN_RANGE.high, ...buckets.map(({ max }) => max + MARGIN), (fever?.on ?? 0) + MARGIN);
  const isNear = hypothermia !== undefined && low < hypothermia.on + MARGIN;
  return { low: isNear ? Math.min(low, hypothermia.on - MARGIN) : low, high };
}

const time = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short', hourCycle: 'h23' });
const timeWithSeconds = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'medium', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(navigator.language, { day: 'numeric', month: 'short' });

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Returns labels for ticks `stepMs` apart: times of a 24-hour clock, with the date below the first tick of a day. */
export function labelTimes(ticks: readonly number[], stepMs: number): string[] {
  if (stepMs >= DAY_MS) return ticks.map((tick) => day.format(tick));
  const clock = stepMs < MINUTE_MS ? timeWithSeconds : time;
  return ticks.map((tick, index) => {
    const before = ticks[index - 1];
    const isNewDay = before === undefined || day.format(before) !== day.format(tick);
    return isNewDay ? `${clock.format(tick)}\n${day.format(tick)}` : clock.format(tick);
  });
}
