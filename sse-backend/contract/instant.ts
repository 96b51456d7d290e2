// [spec] RFC 3339 section 5.6, date-time; the offset is mandatory, "T" and "Z" may be lower case.
const DATE_TIME = /^(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):\d\d:\d\d)(\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

// [spec] RFC 3339 section 1: years have four digits; an offset can lead out of them, to moments that UTC can't write.
const FIRST = Date.parse('0000-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Milliseconds since 1970 of an RFC 3339 date and time, digits beyond milliseconds cut off; `undefined` for any other text,
 * for days, hours or offsets that don't exist, and for what is outside of the years 0000 to 9999 in UTC.
 */
export function parseInstant(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, date, time, fraction = ''] = match;
  const offset = /[Zz]$/.test(text) ? 'Z' : text.slice(-6);
  const milliseconds = Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
  if (!(milliseconds >= FIRST && milliseconds <= LAST)) return undefined;
  return isCalendarDate(date) ? milliseconds : undefined;
}

/** RFC 3339 in UTC with milliseconds, the form in which times are stored and sent. */
export function formatInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** `Date.parse` turns 30 February into 2 March; a day that doesn't read back the same doesn't exist. */
function isCalendarDate(date: string | undefined): boolean {
  return date !== undefined && new Date(`${date}T00:00:00Z`).getUTCDate() === Number(date.slice(8));
}
