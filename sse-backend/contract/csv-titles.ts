import type { CsvField } from './csv-columns.ts';
import type { TemperatureUnit } from './temperature.ts';

/** Titles in other words than ours, without case, spaces and punctuation. */
const OTHER_TITLES: Readonly<Record<CsvField, RegExp>> = {
  name: /^(?:(?:patient|person|defaultPrincipal|full)?name|patient|person|defaultPrincipal)$/,
  temperature: /^(?:body)?temp(?:erature|arature)?(?:in)?(?:deg(?:rees?)?)?(?:c|f|celsius|fahrenheit)?$/,
  rfid: /^(?:rfid(?:tag)?|tag(?:rfid)?)(?:id|no|number|code)?$/,
  takenAt:
    /^(?:takenat|timestamp|datetime|dateandtime|(?:date|time)taken|(?:measured|recorded)(?:at|on)|(?:measurement|reading|recording)(?:date|datetime|time|timestamp))$/,
};

const TIME_WORD = /^(?:date|time|datetime|timestamp|when|datum|zeit|uhrzeit|zeitstempel|fecha|hora|heure)$/;
const TIME_END = /(?:time|stamp|zeit|datum|(?:taken|measured|recorded|created)(?:at|on))$/;
const BIRTH = /birth|born|^dob$|geburt/;

const DATE = String.raw`\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}`;
const DATE_IN_WORDS = String.raw`(?:\d{1,2}[-./ ]\s?\p{L}{3,9}\.?|\p{L}{3,9}\.? \d{1,2},?)[-./ ]\s?\d{4}`;
const TIME_OF_DAY = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?\s*$`;
// [spec] ISO 8601-1, 5.4.2.1: the basic format.
const BASIC = String.raw`\d{8}T\d{4}`;

/** A date with a time, or a time of day, in any common notation. A date alone is as often a birthday. */
const TIME_CELL = new RegExp(
  String.raw`^\s*(?:(?:${DATE}|${DATE_IN_WORDS})(?:T|,?\s+)\d{1,2}:\d\d|${TIME_OF_DAY}|${BASIC})`,
  'iu',
);

const TITLE_UNIT = /(?:^|[^a-z])(c|f|celsius|fahrenheit)[^a-z]*$/;

/** Whether a title means a field in other words: `Taken At`, `taken_at`, `Patient`, `Temp °C`, `Tag ID`. */
export function isOtherTitleOf(field: CsvField, title: string): boolean {
  return OTHER_TITLES[field].test(wordsOf(title).join(''));
}

/** The unit that a temperature's title names, as in `Temp °C` or `Temperature (F)`. */
export function unitOfTitle(title: string): TemperatureUnit | undefined {
  const [, unit] = TITLE_UNIT.exec(plain(title)) ?? [];
  return unit === undefined ? undefined : unit.startsWith('c') ? 'C' : 'F';
}

/** Whether a column may hold times by its title. */
export function isTimeTitle(title: string): boolean {
  const words = wordsOf(title);
  const compact = words.join('');
  if (BIRTH.test(compact)) return false;
  return words.some((word) => TIME_WORD.test(word)) || TIME_END.test(compact);
}

/** Whether a cell holds a time by its content. */
export function isTimeCell(cell: string): boolean {
  return TIME_CELL.test(cell);
}

function wordsOf(title: string): readonly string[] {
  return plain(title).match(/[\p{L}\p{N}]+/gu) ?? [];
}

function plain(title: string): string {
  // NFKC makes an "o" of the ordinal sign, which is often typed for a degree sign.
  return title.replaceAll('º', '°').normalize('NFKC').toLowerCase();
}
