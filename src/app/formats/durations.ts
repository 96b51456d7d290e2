import { formatNumber } from './formats';

/** `45 s`, `12 min`, `2 h 5 min`, `3 days 4 h`: whole and rounded down, as a time that lasts is told. Never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? pair(hours, 'h', minutes % 60, 'min') : pair(Math.floor(hours / 24), 'days', hours % 24, 'h');
}

/** `4 min 12 s`, and short ones more exactly: `12 ms`, `1.3 s`. What takes no time, or less than none, is 0 ms. */
export function formatExactDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(Math.max(0, ms))} ms`;
  if (ms < 9_950) return `${formatNumber(ms / 1_000)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60 || seconds >= 3_600) return formatDuration(seconds * 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
