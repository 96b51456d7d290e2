/** Language of durations, ages and all messages. Numbers and dates follow the browser's language instead. */
export const LANGUAGE = 'en';

const duration = new Intl.DurationFormat(LANGUAGE, { style: 'short' });
const wholeSeconds = new Intl.DurationFormat(LANGUAGE, { style: 'short', secondsDisplay: 'always' });
const tenthsOfASecond = new Intl.DurationFormat(LANGUAGE, {
  style: 'short',
  milliseconds: 'numeric',
  fractionalDigits: 1,
});
const wholeMilliseconds = new Intl.DurationFormat(LANGUAGE, { style: 'short', millisecondsDisplay: 'always' });

/** Formats a duration in its two largest units, rounded down: `45 sec`, `12 min`, `2 hr, 5 min`, `3 days, 4 hr`. Never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return wholeSeconds.format({ seconds });
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return duration.format({ hours, minutes: minutes % 60 });
  return duration.format({ days: Math.floor(hours / 24), hours: hours % 24 });
}

/** Formats a duration like {@link formatDuration}, but short ones more precisely: `12 ms`, `1.3 sec`, `4 min, 12 sec`. */
export function formatExactDuration(ms: number): string {
  if (ms < 999.5) return wholeMilliseconds.format({ milliseconds: Math.round(Math.max(0, ms)) });
  if (ms < 9_950) {
    const tenths = Math.round(ms / 100);
    return tenthsOfASecond.format({ seconds: Math.floor(tenths / 10), milliseconds: (tenths % 10) * 100 });
  }
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60 || seconds >= 3_600) return formatDuration(seconds * 1_000);
  return duration.format({ minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** Formats an age in its largest unit: `12 sec ago`. Times slightly in the future are `just now`, as clocks differ; see {@link isAhead}. */
export function formatAge(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 2) return 'just now';
  const hours = Math.floor(seconds / 3_600);
  if (hours >= 48) return `${formatDuration(Math.floor(hours / 24) * 86_400_000)} ago`;
  return `${formatDuration(hours > 0 ? hours * 3_600_000 : ms)} ago`;
}

/** Whether a time with this age is more than a minute in the future: a clock is wrong, and "just now" would be too. */
export function isAhead(ageMs: number): boolean {
  return ageMs < -60_000;
}
