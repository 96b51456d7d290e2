import { FIELD, TEMPERATURE_FIELDS } from './wire.ts';

/** What a CSV can say about a reading. */
export type CsvField = 'name' | 'temperature' | 'rfid' | 'takenAt';

/** How a file calls the columns that it doesn't call as we do. `takenAt: ''` says that the file has no times. */
export type ColumnNames = Readonly<Partial<Record<CsvField, string>>>;

/** How each column may be called, in any case; the last is how we call it. */
const COLUMN_TITLES: Readonly<Record<CsvField, readonly string[]>> = {
  name: [FIELD.name],
  temperature: TEMPERATURE_FIELDS,
  rfid: [FIELD.rfid],
  takenAt: [FIELD.takenAt],
};

/** The columns in the order in which they are written. */
export const CSV_FIELDS = Object.keys(COLUMN_TITLES) as readonly CsvField[];

/**
 * Reads `Name:Person,RFID:Tag`: our column, then the file's. In the file's, `%2C`, `%3A` and `%25` stand for comma, colon
 * and percent sign. `TakenAt:` says that the file has no times. `undefined` where it is malformed; '' maps nothing.
 */
export function parseColumns(text: string): ColumnNames | undefined {
  const columns: Partial<Record<CsvField, string>> = {};
  for (const part of text === '' ? [] : text.split(',')) {
    const [title = '', name = '', ...more] = part.split(':');
    const field = CSV_FIELDS.find((candidate) => isTitleOf(candidate, title));
    const isNamed = name.trim() !== '' || (field === 'takenAt' && name === '' && part.endsWith(':'));
    const isReadable = isNamed && more.length === 0 && !/%(?!2C|3A|25)/i.test(name);
    if (field === undefined || field in columns || !isReadable) return undefined;
    columns[field] = name.replace(/%../g, decodeURIComponent);
  }
  return columns;
}

/** What {@link parseColumns} reads. */
export function formatColumns(columns: ColumnNames): string {
  return CSV_FIELDS.filter((field) => columns[field] !== undefined)
    .map((field) => `${titleOf(field)}:${(columns[field] ?? '').replace(/[,:%]/g, encodeURIComponent)}`)
    .join(',');
}

/** What to call a column. */
export function titleOf(field: CsvField): string {
  return COLUMN_TITLES[field].at(-1) ?? '';
}

/** Whether a column is called so: case and white space around it don't matter. */
export function isTitleOf(field: CsvField, title: string): boolean {
  return COLUMN_TITLES[field].some((known) => isSameTitle(known, title));
}

/** Whether two titles name the same column. */
export function isSameTitle(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
