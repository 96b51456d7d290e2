// Points in time, in the reader's time zone and on a 24-hour clock, as wards write them.

const hourCycle = 'h23';
const time = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'medium', hourCycle });
const minute = new Intl.DateTimeFormat(navigator.language, { timeStyle: 'short', hourCycle });
const dateAndTime = new Intl.DateTimeFormat(navigator.language, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle,
});
const dateAndMinute = new Intl.DateTimeFormat(navigator.language, {
  dateStyle: 'medium',
  timeStyle: 'short',
  hourCycle,
});
const dayAndMinute = new Intl.DateTimeFormat(navigator.language, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle,
});

/** Distance from now up to which a time of day identifies its day. */
const UNAMBIGUOUS_MS = 12 * 60 * 60_000;

/** Formats a time to the second, with the date unless it is today or within 12 hours: `09:15:02`. */
export function formatTime(ms: number): string {
  return (isNear(ms) ? time : dateAndTime).format(ms);
}

/** Formats a time to the second, always with the date: `20 Nov 2026, 09:15:02`. */
export function formatDateTime(ms: number): string {
  return dateAndTime.format(ms);
}

/** Formats a time to the minute, with the date unless it is today or within 12 hours: `09:15`. */
export function formatMinute(ms: number): string {
  return (isNear(ms) ? minute : dateAndMinute).format(ms);
}

/** Formats a time for a narrow table cell: `09:15:02`, or `20 Nov, 09:15` if it is neither today nor within 12 hours. */
export function formatDayTime(ms: number): string {
  return (isNear(ms) ? time : dayAndMinute).format(ms);
}

/** Formats a time to the minute, with the day unless it is the day of `now`: `14:05`, `20 Nov, 14:05`. */
export function formatDayMinute(ms: number, now: number): string {
  return (isSameDay(ms, now) ? minute : dayAndMinute).format(ms);
}

/** Formats the end of a period whose beginning is shown beside it by {@link formatDayMinute}; omits a day already shown there. */
export function formatDayMinuteAfter(ms: number, beginning: number, now: number): string {
  return formatDayMinute(ms, isSameDay(beginning, now) ? now : beginning);
}

/** Whether the time of day alone identifies the day: shortly after midnight, 23:59 can only be yesterday's. */
function isNear(ms: number): boolean {
  return Math.abs(Date.now() - ms) < UNAMBIGUOUS_MS || isSameDay(ms, Date.now());
}

function isSameDay(ms: number, otherMs: number): boolean {
  return new Date(ms).toDateString() === new Date(otherMs).toDateString();
}
