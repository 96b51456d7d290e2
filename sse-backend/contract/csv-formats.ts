import { TimeZone } from './time-zone.ts';
import type { TemperatureUnit } from './temperature.ts';

/** How a file writes its dates. */
export type DateFormat = (typeof DATE_FORMATS)[number];

/** How a file writes what it doesn't say by itself. What isn't given is not guessed: rows that need it are refused. */
export interface CsvFormats {
  /** Unit of the temperatures that have none. */
  readonly unit?: TemperatureUnit;
  readonly dates?: DateFormat;
  /** Time zone of the times without an offset, by its IANA name. */
  readonly zone?: string;
}

export const UNITS: readonly TemperatureUnit[] = ['C', 'F'];
export const DATE_FORMATS = ['DD.MM.YYYY', 'MM/DD/YYYY', 'YYYY-MM-DD'] as const;

/** Reads one of the formats as a query gives it; `undefined` where it is none. */
export const PARSE_FORMAT = {
  unit: (text: string) => UNITS.find((unit) => unit === text),
  dates: (text: string) => DATE_FORMATS.find((format) => format === text),
  zone: (text: string) => TimeZone.named(text)?.name,
} as const;

/** Formats as a query string: `unit=C&dates=DD.MM.YYYY&zone=Europe%2FBerlin`; '' for none. */
export function writeFormats({ unit, dates, zone }: CsvFormats): string {
  const given = Object.entries({ unit, dates, zone }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  return new URLSearchParams(given).toString();
}

/** The formats in what `writeFormats` made. */
export function readFormats(text: string): CsvFormats {
  const query = new URLSearchParams(text);
  const unit = PARSE_FORMAT.unit(query.get('unit') ?? '');
  const dates = PARSE_FORMAT.dates(query.get('dates') ?? '');
  const zone = PARSE_FORMAT.zone(query.get('zone') ?? '');
  return { ...(unit && { unit }), ...(dates && { dates }), ...(zone !== undefined && { zone }) };
}
