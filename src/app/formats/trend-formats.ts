// What trends, alarms and files are described with. Apart from the other formats: the first page needs none of it.
import { type TemperatureUnit, toFahrenheit } from '@contract/temperature';

import { formatCount, formatNumber } from './formats';

const minutes = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short', hourCycle: 'h23' });
const dayAndMinutes = new Intl.DateTimeFormat(navigator.language, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `39.2 °C` for a number of degrees Celsius. */
export function formatCelsius(celsius: number, unit: TemperatureUnit): string {
  return `${formatDegrees(celsius, unit)}\u00a0°${unit}`;
}

/** A temperature without its unit: `39.2`. */
export function formatDegrees(celsius: number, unit: TemperatureUnit): string {
  return formatNumber(unit === 'C' ? celsius : toFahrenheit({ value: celsius, unit: 'C' }));
}

/** `14:05` in the reader's time zone; with the day when it isn't that of `now`. */
export function formatDayMinute(ms: number, now: number): string {
  const isSameDay = new Date(ms).toDateString() === new Date(now).toDateString();
  return (isSameDay ? minutes : dayAndMinutes).format(ms);
}

/** When something that lasted ended, beside the {@link formatDayMinute} of its beginning: without the day where that says it. */
export function formatDayMinuteAfter(ms: number, beginning: number, now: number): string {
  const isToday = new Date(beginning).toDateString() === new Date(now).toDateString();
  return formatDayMinute(ms, isToday ? now : beginning);
}

/** `1.4 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${formatCount(bytes)} B`;
  if (bytes < 1_000_000) return `${formatCount(bytes / 1_000)} kB`;
  return `${formatNumber(bytes / 1_000_000)} MB`;
}
