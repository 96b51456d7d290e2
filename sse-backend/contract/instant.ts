// [spec] RFC 3339 section 5.6, date-time; the offset is mandatory, "T" and "Z" may be lower case.
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):\d\d:\d\d)(\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * Milliseconds since 1970 of an RFC 3339 date and time, digits beyond milliseconds cut off; `undefined` for any other text
 * and for days, hours or offsets that don't exist.
 */
export function parseInstant(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, date, time, fraction = ''] = match;
  const offset = /[Zz]$/.test(text) ? 'Z' : text.slice(-6);
  const milliseconds = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return isCalendarDate(date) ? milliseconds : undefined;
}

/** RFC 3339 in UTC with milliseconds, the form in which times are stored and sent. */
export function formatInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** `Date.parse` turns 30 February into 2 March; a date that doesn't read back the same doesn't exist. */
function isCalendarDate(date: string | undefined): boolean {
  return date !== undefined && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date);
}
