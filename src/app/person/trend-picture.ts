import type { Alarm } from '@contract/alarm';
import { type TemperatureUnit, toFahrenheit } from '@contract/temperature';

import { formatNumber } from '../formats/numbers';
import { formatCelsius } from '../formats/temperatures';
import type { TrendSeries } from '../readings/trend.api';
import { PERSON_TEXT } from '../messages/person';
import type { ThresholdMark } from './chart-marks';
import { scaleFor, type Thresholds } from './temperature-scale';
import type { TimeWindow } from './time-window';
import type { TrendPicture } from './trend-plot';
import { toColumns } from './trend-series';

/** What a chart shows of a series, in the unit chosen. */
export function pictureOf(
  series: TrendSeries,
  window: TimeWindow,
  alarms: readonly Alarm[],
  thresholds: Thresholds,
  unit: TemperatureUnit,
): TrendPicture {
  const convert = (celsius: number): number => (unit === 'C' ? celsius : toFahrenheit({ value: celsius, unit: 'C' }));
  const { low, high } = scaleFor(series, thresholds);
  return {
    columns: toColumns(series, convert),
    window,
    scale: { low: convert(low), high: convert(high) },
    thresholds: (['fever', 'hypothermia'] as const).flatMap((kind): ThresholdMark[] => {
      const on = thresholds[kind]?.on;
      const label = on === undefined ? '' : PERSON_TEXT.trend[kind](formatCelsius(on, unit));
      return on === undefined ? [] : [{ kind, at: convert(on), label }];
    }),
    alarms,
    formatDegrees: formatNumber,
  };
}
