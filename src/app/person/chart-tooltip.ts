import type { Alarm } from '@contract/alarm';
import type { TemperatureUnit } from '@contract/temperature';

import { formatCelsius, formatDegrees } from '../formats/temperatures';
import { formatTime } from '../formats/times';
import type { TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../messages/person';

const TEXT = PERSON_TEXT.trend.tooltip;

/** Describes the chart at a time (ms since 1970): "14:05:00 · 38.2 to 38.6 °C · fever alarm, acknowledged by Ann Lee". */
export function describePoint(
  ms: number,
  { bucketMs, buckets }: TrendSeries,
  alarms: readonly Alarm[],
  unit: TemperatureUnit,
): string {
  const bucket = buckets.find(({ atMs }) => ms >= atMs && ms < atMs + bucketMs);
  const alarm = alarms.find(({ raisedAt, endedAt }) => {
    const end = endedAt === undefined ? Infinity : Date.parse(endedAt) + bucketMs;
    return ms >= Date.parse(raisedAt) - bucketMs && ms <= end;
  });
  return [
    formatTime(ms),
    ...(bucket ? [describeSpan(bucket.min, bucket.max, unit)] : []),
    ...(alarm ? [describeAlarm(alarm)] : []),
  ].join(' · ');
}

function describeSpan(min: number, max: number, unit: TemperatureUnit): string {
  const low = formatDegrees(min, unit);
  return low === formatDegrees(max, unit) ? formatCelsius(max, unit) : TEXT.span(low, formatCelsius(max, unit));
}

function describeAlarm({ kind, acknowledged }: Alarm): string {
  return acknowledged ? `${TEXT.alarm(kind)}, ${TEXT.acknowledged(acknowledged.by)}` : TEXT.alarm(kind);
}
