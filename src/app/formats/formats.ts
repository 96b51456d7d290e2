import { parseTemperature, type TemperatureUnit, toCelsius, toFahrenheit } from '@contract/temperature';

const tenths = new Intl.NumberFormat(navigator.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat(navigator.language, { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(navigator.language, { style: 'percent', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'medium', hourCycle: 'h23' });
const minute = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short', hourCycle: 'h23' });
const decimalSeparator = tenths.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
const dateAndClock = new Intl.DateTimeFormat(navigator.language, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});
const dateAndMinute = new Intl.DateTimeFormat(navigator.language, {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle: 'h23',
});

const dayAndMinute = new Intl.DateTimeFormat(navigator.language, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Of two times of day that are as far apart as this, it isn't clear which comes first. */
const UNAMBIGUOUS_MS = 12 * 60 * 60_000;

/**
 * `39.2 °C` for `102.5F`. In the sensor's own unit its digits stand as it sent them: rounded, 37.95C would be 38.0 °C, and yet
 * no fever. What can't be read stands as it was sent, too.
 */
export function formatTemperature(text: string, unit: TemperatureUnit): string {
  const temperature = parseTemperature(text);
  if (!temperature) return text;
  const digits =
    temperature.unit === unit
      ? text.slice(0, -1).replace('.', decimalSeparator)
      : tenths.format(unit === 'C' ? toCelsius(temperature) : toFahrenheit(temperature));
  return `${digits}\u00a0°${unit}`;
}

/** `99.8 %` of a share from 0 to 1; 100 % is all of it, not nearly all. */
export function formatShare(share: number): string {
  return percent.format(Math.floor(share * 1_000) / 1_000);
}

/** `10,000`, as the reader's language writes it. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `09:15:02` in the reader's time zone, of 24 hours everywhere, as wards have it; with the date when it is neither today nor near. */
export function formatTime(ms: number): string {
  return (isNear(ms) ? clock : dateAndClock).format(ms);
}

/** `20 Nov 2026, 09:15:02`: as {@link formatTime}, and always with the date. */
export function formatDateTime(ms: number): string {
  return dateAndClock.format(ms);
}

/** `09:15`, for what isn't known to the second; otherwise as {@link formatTime}. */
export function formatMinute(ms: number): string {
  return (isNear(ms) ? minute : dateAndMinute).format(ms);
}

/** `09:15:02`, and `20 Nov, 09:15` when it is neither today nor near: as short as a cell needs it. */
export function formatDayTime(ms: number): string {
  return (isNear(ms) ? clock : dayAndMinute).format(ms);
}

/** `12 s ago`. What lies ahead (clocks differ a little) is now; see {@link isAhead}. */
export function formatAge(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 2) return 'just now';
  if (seconds < 60) return `${seconds} s ago`;
  if (seconds < 60 * 60) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 48 * 60 * 60) return `${Math.floor(seconds / 3_600)} h ago`;
  return `${Math.floor(seconds / 86_400)} days ago`;
}

/** Whether something of this age lies so far ahead that "just now" would be wrong: some clock is. */
export function isAhead(ageMs: number): boolean {
  return ageMs < -60_000;
}

/** `39.2`: a number to its first decimal place. */
export function formatNumber(value: number): string {
  return tenths.format(value);
}

/** Whether the time of day alone says which day is meant: shortly after midnight, 23:59 can only be yesterday's. */
function isNear(ms: number): boolean {
  return Math.abs(Date.now() - ms) < UNAMBIGUOUS_MS || new Date(ms).toDateString() === new Date().toDateString();
}
