import type { ServerStatus } from '../readings/server-status';
import type { TrendSeries } from '../readings/trend.api';

/** By what a temperature is judged, as far as that is known. */
export type Thresholds = Pick<ServerStatus, 'fever' | 'hypothermia'>;

/** Lowest and highest temperature (°C) of a chart. */
export interface TemperatureScale {
  readonly low: number;
  readonly high: number;
}

/** Where a healthy person's temperature is: without it, a tenth of a degree would look like a fever. */
const LEAST = { low: 36, high: 37.5 };
const MARGIN = 0.3;

/** What the chart of a series reaches over: what was read, what is healthy, and where fever begins; where hypothermia does, when it is near. */
export function scaleFor({ buckets }: TrendSeries, { fever, hypothermia }: Thresholds): TemperatureScale {
  const low = Math.min(LEAST.low, ...buckets.map(({ min }) => min - MARGIN));
  const high = Math.max(LEAST.high, ...buckets.map(({ max }) => max + MARGIN), (fever?.on ?? 0) + MARGIN);
  const isNear = hypothermia !== undefined && low < hypothermia.on + MARGIN;
  return { low: isNear ? Math.min(low, hypothermia.on - MARGIN) : low, high };
}
