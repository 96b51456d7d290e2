import { DATE_FORMATS, type CsvFormats, type DateFormat } from './csv-formats.ts';
import type { Refuse } from './field-error.ts';
import { parseInstant } from './instant.ts';
import { checkTakenAt, TIME_REMEDY } from './reading-fields.ts';
import type { TimeZone } from './time-zone.ts';

const DAY_MS = 86_400_000;

/** Each format of dates: year, month and day by name. */
const DATES: Readonly<Record<DateFormat, string>> = {
  'DD.MM.YYYY': String.raw`(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4})`,
  'MM/DD/YYYY': String.raw`(?<month>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4})`,
  'YYYY-MM-DD': String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`,
};

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?`;
const HALF = String.raw`(?:\s*(?<half>[ap])\.?\s?m\.?)?`;
const OFFSET = String.raw`(?:\s?(?<offset>z|[+-]\d\d:\d\d))?`;

const PATTERNS: Readonly<Record<DateFormat, RegExp>> = {
  'DD.MM.YYYY': dateTime('DD.MM.YYYY'),
  'MM/DD/YYYY': dateTime('MM/DD/YYYY'),
  'YYYY-MM-DD': dateTime('YYYY-MM-DD'),
};

/**
 * When a row's reading was taken, in milliseconds since 1970: RFC 3339; or a date as `dates` says, of which year first needs
 * no saying, with a time whose zone is in it or given. `zone` belongs to `formats`. `now`: milliseconds since 1970.
 */
export function parseCsvTime(
  text: string,
  { dates, zone }: { readonly dates: CsvFormats['dates']; readonly zone: TimeZone | undefined },
  now: number,
  refuse: Refuse,
): number | undefined {
  const exact = parseInstant(text);
  if (exact !== undefined) return checkTakenAt(exact, now, refuse);
  const parts = partsOf(text, 'YYYY-MM-DD') ?? (dates && partsOf(text, dates));
  if (!parts) return refuse(whyUnread(text, dates));
  const { offset } = parts;
  const instant = parseInstant(`${shownIn(parts)}${offset ?? 'Z'}`);
  if (instant === undefined) return refuse(`is a date or time that does not exist; ${TIME_REMEDY}`);
  // Before 1970 no time zone leads back into range; `Date.UTC` would take the years 0 to 99 for those of the 20th century.
  if (offset !== undefined || instant < -DAY_MS) return checkTakenAt(instant, now, refuse);
  if (!zone)
    return refuse(
      'has no time zone; say which one it is in (?zone=Europe/Berlin), or write e.g. "2026-11-20T09:15:02+01:00"',
    );
  const local = zone.toInstant(instant);
  switch (local) {
    case 'skipped':
      return refuse(
        `does not exist in ${zone.name}, as the clocks were put forward; write it with its offset, e.g. "2026-03-29T03:30:00+02:00"`,
      );
    case 'repeated':
      return refuse(
        `was twice in ${zone.name}, as the clocks were put back; write it with its offset, e.g. "2026-10-25T02:30:00+02:00"`,
      );
    default:
      return checkTakenAt(local, now, refuse);
  }
}

/** What has to be said before a time can be read: how dates are written, which time zone it is in. */
export function whatTimeLacks(text: string): { readonly dates: boolean; readonly zone: boolean } {
  const format = formatOf(text);
  if (format === undefined || parseInstant(text) !== undefined) return { dates: false, zone: false };
  return { dates: format !== 'YYYY-MM-DD', zone: partsOf(text, format)?.offset === undefined };
}

type Parts = Readonly<
  Partial<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half' | 'offset', string>>
>;

function dateTime(format: DateFormat): RegExp {
  return new RegExp(String.raw`^${DATES[format]}(?:T|,?\s+)${TIME}${HALF}${OFFSET}$`, 'i');
}

function partsOf(text: string, format: DateFormat): Parts | undefined {
  return PATTERNS[format].exec(text)?.groups;
}

/** The format in which a text is a date that exists: one that turns 20/11 into a month 20 must not be suggested. */
function formatOf(text: string): DateFormat | undefined {
  return DATE_FORMATS.find((format) => {
    const parts = partsOf(text, format);
    return parts && parseInstant(`${shownIn(parts)}Z`) !== undefined;
  });
}

/** Date and time as RFC 3339 has them, without the offset. */
function shownIn({ year, month = '', day = '', hour = '', minute, second = '00', fraction, half }: Parts): string {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = `${hourOfDay(hour, half).padStart(2, '0')}:${minute}:${second}`;
  return `${date}T${time}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** 12 AM is midnight, 12 PM is noon. 13 PM and 0 AM are not there: what is no hour is no time either. */
function hourOfDay(hour: string, half: string | undefined): string {
  if (half === undefined) return hour;
  const number = Number(hour);
  if (number < 1 || number > 12) return '99';
  return String((number % 12) + (half.toLowerCase() === 'p' ? 12 : 0));
}

function whyUnread(text: string, said: DateFormat | undefined): string {
  const other = formatOf(text);
  if (other === undefined) return `is not a date and time; ${TIME_REMEDY}`;
  if (said !== undefined) return `is not a date as ${said}, as was said; ${TIME_REMEDY}`;
  return `is a date that may mean different days; say how dates are written (?dates=${other}), or write e.g. "2026-11-20T09:15:02.114Z"`;
}
